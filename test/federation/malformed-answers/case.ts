import { reportsNoNulls, type FederationCase } from '../federation-case.ts';

const data = {
  int: '1',
  float: 'x',
  text: 5,
  flag: 'yes',
  id: 7,
  list: { 0: 1 },
  object: ['a'],
  mood: 'ANGRY',
  node: { __typename: 'Nobody', id: 'n' },
  ints: [1, 'two', 3],
  nested: [[1], 2, ['x']],
  date: { any: ['shape'] },
  uninvited: 'guest',
};
const first = { size: 3, name: 'First', uninvited: 'guest', thing: { id: 't', name: 'T', extra: 1 } };
const entities: Record<string, unknown> = {
  size: [{ ...first, size: 'big' }, 'nobody'],
  name: [first],
  thing: [first, null, { name: 'of nobody' }],
};

export const federationCase: FederationCase = {
  resolvers: { honest: { Query: { item: { id: '1' }, items: [{ id: '1' }, { id: '2' }] } } },
  faults: {
    liar: ({ query }) => {
      const [, field = ''] = /on Item\s*\{\s*(\w+)/.exec(query) ?? [];
      if (field === 'name' && query.includes('id')) return { errors: 'none' };
      return { data: field ? { _entities: entities[field] } : data };
    },
  },
  operations: {
    'values of a wrong type are null': {
      query: '{ int float text flag id mood date }',
      data: { int: null, float: null, text: null, flag: null, id: 7, mood: null, date: { any: ['shape'] } },
      errors: ['int', 'float', 'text', 'flag', 'mood'].map((key) => ({ path: [key], code: 'SUBGRAPH_ANSWER_INVALID' })),
      hidden: ['ANGRY'],
      oracle: reportsNoNulls,
    },
    'also where a list or an object should stand, or does': {
      query: '{ list object { name } missing node { id } }',
      data: { list: null, object: null, missing: null, node: null },
      errors: [{ path: ['list'] }, { path: ['object'] }, { path: ['node'] }],
      hidden: ['Nobody'],
      oracle: { differsIn: 'answer', because: 'It gives up the whole answer.' },
    },
    'and in lists': {
      query: '{ ints nested }',
      data: { ints: null, nested: [[1], null, [null]] },
      errors: [{ path: ['ints', 1] }, { path: ['nested', 1] }, { path: ['nested', 2, 0] }],
      oracle: { differsIn: 'answer', because: 'It gives up the whole answer.' },
    },
    'what was not asked for is not shown': {
      query: '{ id items { thing { name } } }',
      data: { id: 7, items: [{ thing: { name: 'T' } }, { thing: null }] },
      errors: [{ path: ['items'], code: 'SUBGRAPH_ANSWER_INVALID' }],
      hidden: ['uninvited', 'extra', 'of nobody'],
      oracle: { differsIn: 'answer', because: 'It refuses entities that are not as many as their representations.' },
    },
    'an entity of a wrong type counts as one that is not known': {
      query: '{ items { id size } }',
      data: {
        items: [
          { id: '1', size: null },
          { id: '2', size: null },
        ],
      },
      errors: [{ path: ['items', 1] }, { path: ['items', 0, 'size'] }],
      oracle: { differsIn: 'answer', because: 'It writes the letters of a text as fields.' },
    },
    'fewer entities than were asked for': {
      query: '{ items { name } }',
      data: { items: [{ name: 'First' }, { name: null }] },
      errors: [{ path: ['items'], code: 'SUBGRAPH_ANSWER_INVALID' }],
      oracle: { differsIn: 'answer', because: 'It refuses entities that are not as many as their representations.' },
    },
  },
};
