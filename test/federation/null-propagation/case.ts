import { reportsNoNulls, type FederationCase } from '../federation-case.ts';

const leaf = (id: string) => ({ id, veins: 3 });
const tree = (id: string, leaves: string[]) => ({
  id,
  leaves: leaves.map(leaf),
  grid: [[leaf('ok')], leaves.map(leaf)],
  leaf: leaf(leaves[0] ?? 'none'),
  first: leaf('ok'),
});
const good = tree('t1', ['ok', 'fine']);
const bad = tree('t2', ['ok', 'bare']);
const known = ({ id }: { id: string }) =>
  id === 'bare' || id === 't2'
    ? null
    : { id, colour: 'green', vein: id === 'fine' ? null : { width: 1 }, bark: 'rough' };

export const federationCase: FederationCase = {
  resolvers: {
    trunk: {
      Query: {
        tree: bad,
        trees: [good, bad],
        strict: [[leaf('ok')], [leaf('ok'), leaf('bare')]],
        loose: [[leaf('bare'), null], null, [leaf('ok')]],
        top: bad,
      },
      Tree: { __resolveReference: (key: { id: string }) => key },
    },
    colours: { Leaf: { __resolveReference: known, shade: null }, Tree: { __resolveReference: known } },
  },
  operations: {
    'a list of what may not be null falls as a whole, to the place that may be null': {
      query: '{ tree { id leaves { colour } } trees { leaves { colour veins } } }',
      data: {
        tree: { id: 't2', leaves: null },
        trees: [
          {
            leaves: [
              { colour: 'green', veins: 3 },
              { colour: 'green', veins: 3 },
            ],
          },
          { leaves: null },
        ],
      },
      errors: [{ path: ['tree', 'leaves', 1, 'colour'] }, { path: ['trees', 1, 'leaves', 1, 'colour'] }],
      oracle: reportsNoNulls,
    },
    'lists of lists': {
      query: '{ tree { grid { colour } } loose { colour } }',
      data: { tree: { grid: null }, loose: [[null, null], null, [{ colour: 'green' }]] },
      errors: [{ path: ['tree', 'grid', 1, 1, 'colour'] }, { path: ['loose', 0, 0, 'colour'] }],
      oracle: reportsNoNulls,
    },
    'up to data': {
      query: '{ trees { id } strict { colour } }',
      data: null,
      errors: [{ path: ['strict', 1, 1, 'colour'] }],
      oracle: reportsNoNulls,
    },
    'of the object that a field of its own entity belongs to': {
      query: '{ trees { bark } tree { leaf { shade } bark } }',
      data: { trees: null, tree: null },
      errors: [{ path: ['trees', 1, 'bark'] }, { path: ['tree', 'bark'] }],
      oracle: reportsNoNulls,
    },
    'what may be null is only null': {
      query: '{ tree { leaves { shade id } leaf { shade } first { colour shade } } }',
      data: {
        tree: {
          leaves: [
            { shade: null, id: 'ok' },
            { shade: null, id: 'bare' },
          ],
          leaf: { shade: null },
          first: { colour: 'green', shade: null },
        },
      },
    },
    'an error of the subgraph says why, and nothing is added to it': {
      query: '{ trees { leaves { id vein { width } } } }',
      data: { trees: [{ leaves: null }, { leaves: null }] },
      errors: [
        {
          path: ['trees', 0, 'leaves', 1, 'vein'],
          message: 'Cannot return null for non-nullable field Leaf.vein.',
          code: 'SUBGRAPH_FAILED',
        },
        { path: ['trees', 1, 'leaves', 1, 'vein'], message: 'Cannot return null for non-nullable field Leaf.vein.' },
      ],
      oracle: reportsNoNulls,
    },
    'skipped fields propagate nothing': {
      query:
        'query ($no: Boolean = false) { top { id leaf { id colour } leaves { colour @include(if: $no) id } bark @include(if: $no) } }',
      data: {
        top: { id: 't2', leaf: { id: 'ok', colour: 'green' }, leaves: [{ id: 'ok' }, { id: 'bare' }] },
      },
    },
  },
};
