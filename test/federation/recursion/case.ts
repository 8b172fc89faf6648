import type { FederationCase } from '../federation-case.ts';

interface Key {
  id: string;
}

export const federationCase: FederationCase = {
  resolvers: {
    tree: {
      Query: { root: { id: 'r' }, folder: (_root: unknown, key: Key) => key },
      Folder: {
        children: ({ id }: Key, { first }: { first: number }) =>
          Array.from({ length: first }, (_, index) => ({ id: `${id}${index}` })),
        parent: ({ id }: Key) => (id.length > 1 ? { id: id.slice(0, -1) } : null),
      },
    },
    names: { Folder: { name: ({ id }: Key) => `/${[...id].join('/')}`, twin: ({ id }: Key) => ({ id: `${id}t` }) } },
    sizes: {
      Folder: { size: ({ name }: { name: string }) => name.length, biggest: ({ id }: Key) => ({ id: `${id}b` }) },
    },
  },
  operations: {
    'an entity in an entity in an entity, from one subgraph to the other and back': {
      query: '{ root { twin { biggest { twin { parent { biggest { name } } } } } } }',
      data: { root: { twin: { biggest: { twin: { parent: { biggest: { name: '/r/t/b/b' } } } } } } },
    },
    'there and back': {
      query: '{ root { twin { parent { name } twin { name } } biggest { name } } }',
      data: { root: { twin: { parent: { name: '/r' }, twin: { name: '/r/t/t' } }, biggest: { name: '/r/b' } } },
    },
    'lists of them, joined at every level': {
      query: '{ root { name children { name children(first: 1) { size children { twin { name } } } } } }',
      data: {
        root: {
          name: '/r',
          children: ['0', '1'].map((index) => ({
            name: `/r/${index}`,
            children: [
              { size: 6, children: [{ twin: { name: `/r/${index}/0/0/t` } }, { twin: { name: `/r/${index}/0/1/t` } }] },
            ],
          })),
        },
      },
    },
    'the same entity on the way down and up': {
      query: '{ folder(id: "ab") { name parent { name children(first: 3) { name } parent { name } } } }',
      data: {
        folder: {
          name: '/a/b',
          parent: { name: '/a', children: [{ name: '/a/0' }, { name: '/a/1' }, { name: '/a/2' }], parent: null },
        },
      },
    },
  },
};
