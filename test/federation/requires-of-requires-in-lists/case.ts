import { findBy } from '../entity-table.ts';
import type { FederationCase } from '../federation-case.ts';

interface Line {
  unit: number;
  count: number;
}
const carts = [
  {
    id: 'a',
    lines: [
      { sku: 'x', count: 2 },
      { sku: 'y', count: 1 },
    ],
  },
  { id: 'b', lines: [] },
  { id: 'c', lines: [{ sku: 'x', count: 5 }] },
];

export const federationCase: FederationCase = {
  resolvers: {
    shop: { Query: { carts }, Cart: { __resolveReference: findBy(carts, 'id') } },
    prices: { Line: { unit: ({ sku }: { sku: string }) => (sku === 'x' ? 10 : 3) } },
    sums: {
      Line: { sum: ({ unit, count }: Line) => unit * count },
      Cart: { cost: ({ lines }: { lines: Line[] }) => lines.reduce((sum, { unit, count }) => sum + unit * count, 0) },
    },
  },
  operations: {
    'of the members and of the whole, with one key in two places and other values': {
      query: '{ carts { cost lines { sum } } }',
      data: {
        carts: [
          { cost: 23, lines: [{ sum: 20 }, { sum: 3 }] },
          { cost: 0, lines: [] },
          { cost: 50, lines: [{ sum: 50 }] },
        ],
      },
    },
    'selected under other names, twice': {
      query: '{ carts { unit: id cost again: cost lines { count: sum unit: sku } } more: carts { cost } }',
      data: {
        carts: [
          {
            unit: 'a',
            cost: 23,
            again: 23,
            lines: [
              { count: 20, unit: 'x' },
              { count: 3, unit: 'y' },
            ],
          },
          { unit: 'b', cost: 0, again: 0, lines: [] },
          { unit: 'c', cost: 50, again: 50, lines: [{ count: 50, unit: 'x' }] },
        ],
        more: [{ cost: 23 }, { cost: 0 }, { cost: 50 }],
      },
      oracle: { differsIn: 'answer', because: 'It mixes the required field with the alias of its name.' },
    },
  },
};
