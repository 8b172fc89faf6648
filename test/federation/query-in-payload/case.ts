import type { FederationCase } from '../federation-case.ts';

const cart = (count: number) => ({ id: `c${count}`, count, query: {} });
const filled = (count: number) => ({ cart: cart(count), query: {} });

export const federationCase: FederationCase = {
  resolvers: {
    carts: {
      Query: { cart: cart(1) },
      Mutation: {
        fill: (_root: unknown, args: { with: number }) => filled(args.with),
        fillAll: (_root: unknown, args: { with: number[] }) => args.with.map(filled),
      },
    },
    shop: {
      Query: {
        open: true,
        news: ['a', 'b'],
        late: () => {
          throw new Error('Too late.');
        },
      },
      Cart: { total: ({ id }: { id: string }) => Number(id.slice(1)) * 10 },
    },
  },
  operations: {
    'a payload leads back to the root, also to that of other subgraphs': {
      query: 'mutation { fill(with: 3) { cart { total } query { cart { count total } open } } }',
      data: { fill: { cart: { total: 30 }, query: { cart: { count: 1, total: 10 }, open: true } } },
    },
    'to theirs alone': {
      query: 'mutation { fill(with: 3) { query { open news } } }',
      data: { fill: { query: { open: true, news: ['a', 'b'] } } },
    },
    'from each item of a list': {
      query: 'mutation { fillAll(with: [2, 3]) { cart { count } query { open cart { total } } } }',
      data: {
        fillAll: [2, 3].map((count) => ({ cart: { count }, query: { open: true, cart: { total: 10 } } })),
      },
    },
    'what fails there is told at each place': {
      query: 'mutation { fillAll(with: [2, 3]) { query { cart { count } late } } }',
      data: { fillAll: [{ query: { cart: { count: 1 }, late: null } }, { query: { cart: { count: 1 }, late: null } }] },
      errors: [
        { path: ['fillAll', 0, 'query', 'late'], message: 'Too late.' },
        { path: ['fillAll', 1, 'query', 'late'], message: 'Too late.' },
      ],
      oracle: { differsIn: 'errors', because: 'It tells of it once, and of the list only.' },
    },
    'and an entity does so in a query': {
      query: '{ cart { query { open cart { id query { news } } } } }',
      data: { cart: { query: { open: true, cart: { id: 'c1', query: { news: ['a', 'b'] } } } } },
    },
  },
};
