import type { FederationCase, Trail } from '../federation-case.ts';

interface Added {
  cart: string;
  item: { sku: string; count: number };
}
const prices = new Map([
  ['s1', 10],
  ['s2', 20],
  ['s3', 30],
]);
const cart = (id: string) => ({
  id,
  items:
    id === 'full'
      ? [
          { sku: 's1', count: 2 },
          { sku: 's2', count: 1 },
        ]
      : [],
});

export const federationCase: FederationCase = {
  resolvers: {
    carts: {
      Query: { cart: (_root: unknown, { id }: { id: string }) => cart(id) },
      Mutation: {
        add: (_root: unknown, { item }: Added, { trail }: Trail) => {
          trail.push('add');
          return { cart: cart('full'), item, query: {} };
        },
        empty: (_root: unknown, _args: unknown, { trail }: Trail) => {
          trail.push('empty');
          return cart('none');
        },
      },
      Cart: { __resolveReference: ({ id }: { id: string }) => cart(id) },
      Item: { __resolveReference: ({ sku }: { sku: string }) => ({ sku, count: 1 }) },
    },
    shop: {
      Mutation: {
        reprice: (_root: unknown, { sku, to }: { sku: string; to: number }, { trail }: Trail) => {
          trail.push('reprice');
          prices.set(sku, to);
          return { sku };
        },
      },
      Item: {
        price: ({ sku }: { sku: string }, _args: unknown, { trail }: Trail) => {
          trail.push(`price ${sku}`);
          return prices.get(sku);
        },
      },
    },
    totals: {
      Cart: {
        total: ({ items }: { items: { price: number; count: number }[] }) =>
          items.reduce((sum, { price, count }) => sum + price * count, 0),
      },
    },
  },
  operations: {
    'what a mutation gives is joined': {
      query: 'mutation { add(cart: "full", item: { sku: "s2" }) { item { price count } cart { total } } }',
      data: { add: { item: { price: 20, count: 1 }, cart: { total: 40 } } },
    },
    'before the next one runs': {
      query:
        'mutation { add(cart: "full", item: { sku: "s3", count: 3 }) { item { price } } reprice(sku: "s3", to: 31) { price } empty(cart: "x") { total } }',
      data: { add: { item: { price: 30 } }, reprice: { price: 31 }, empty: { total: 0 } },
      trail: ['add', 'price s3', 'reprice', 'price s3', 'empty'],
      oracle: { differsIn: 'answer', because: 'It joins what a mutation gives after all mutations have run.' },
    },
    'a way back to the query is answered by the subgraph that opens it': {
      query: 'mutation { add(cart: "full", item: { sku: "s1" }) { query { cart(id: "none") { id total } } } }',
      data: { add: { query: { cart: { id: 'none', total: 0 } } } },
    },
  },
};
