import type { FederationCase } from '../federation-case.ts';

const posts = [
  { id: 'p1', pid: 'x1', category: { id: 'c1' } },
  { id: 'p2', pid: 'x2', category: null },
];

export const federationCase: FederationCase = {
  resolvers: {
    posts: { Query: { posts } },
    groups: {
      Post: {
        category: ({ pid }: { pid: string }) => (pid === 'x1' ? { id: 'c1', details: { count: 4 } } : null),
      },
    },
    topics: { Post: { topic: { name: 'Sea' } } },
  },
  operations: {
    'a type without a key is reached by way of its parent': {
      query: '{ posts { category { details { count } } } }',
      data: { posts: [{ category: { details: { count: 4 } } }, { category: null }] },
    },
    'beside fields that the first subgraph has': {
      query: '{ posts { topic { name } category { id details { count } } pid } }',
      data: {
        posts: [
          { topic: { name: 'Sea' }, category: { id: 'c1', details: { count: 4 } }, pid: 'x1' },
          { topic: { name: 'Sea' }, category: null, pid: 'x2' },
        ],
      },
    },
  },
};
