import type { FederationCase } from '../federation-case.ts';

interface Key {
  id: string;
}
const beam: Record<string, unknown> = { __typename: 'Beam', id: 'b' };
const nail: Record<string, unknown> = { __typename: 'Nail', id: 'n' };
const glue = { __typename: 'Glue', grams: 5, on: [beam, null, nail] };
beam['parts'] = [[nail, nail], null];
nail['parts'] = [];
nail['pairs'] = [[[beam, glue], null, [nail]], []];
const price = ({ id }: Key, args: { in?: string }) => (args.in === 'fen' ? 100 : 1) * (id === 'b' ? 30 : 2);

export const federationCase: FederationCase = {
  resolvers: {
    plans: { Query: { plans: [[beam, null], [], [nail]] } },
    stock: {
      Beam: { price, length: 4 },
      Nail: { price, tips: [[{ code: 'x' }], [{ code: 'y' }, { code: 'x' }]] },
    },
    tips: { Tip: { sharp: ({ code }: { code: string }) => code === 'x' } },
  },
  operations: {
    'joins find their way through lists of lists, nulls and types': {
      query: '{ plans { id ... on Priced { price } parts { ... on Nail { price(in: "fen") } } } }',
      data: {
        plans: [
          [{ id: 'b', price: 30, parts: [[{ price: 200 }, { price: 200 }], null] }, null],
          [],
          [{ id: 'n', price: 2, parts: [] }],
        ],
      },
    },
    'through three levels of lists of a union, and on from there': {
      query:
        '{ plans { ... on Nail { pairs { __typename ... on Beam { length } ... on Priced { cost: price } ... on Glue { grams on { id ... on Beam { length } ... on Nail { price } } } } } } }',
      data: {
        plans: [
          [{}, null],
          [],
          [
            {
              pairs: [
                [
                  [
                    { __typename: 'Beam', length: 4, cost: 30 },
                    { __typename: 'Glue', grams: 5, on: [{ id: 'b', length: 4 }, null, { id: 'n', price: 2 }] },
                  ],
                  null,
                  [{ __typename: 'Nail', cost: 2 }],
                ],
                [],
              ],
            },
          ],
        ],
      },
    },
    'lists of lists that a join brought are joined to in turn': {
      query: '{ plans { ... on Nail { tips { sharp } } } }',
      data: { plans: [[{}, null], [], [{ tips: [[{ sharp: true }], [{ sharp: false }, { sharp: true }]] }]] },
    },
  },
};
