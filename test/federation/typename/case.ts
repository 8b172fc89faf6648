import type { FederationCase } from '../federation-case.ts';

const a = { __typename: 'A', id: 'a', inner: { x: 1 }, list: [{ x: 1 }, null] };

export const federationCase: FederationCase = {
  resolvers: {
    left: { Query: { a, union: { __typename: 'B', id: 'b' }, node: a }, Mutation: { touch: a } },
    right: { Query: { b: { id: 'b' } }, A: { right: { y: 2 } }, B: { right: { y: 3 } } },
  },
  operations: {
    'alone, at the root': {
      query: '{ __typename }',
      data: { __typename: 'Query' },
      silent: ['left', 'right'],
    },
    'alone, under another name and in a fragment': {
      query: '{ ...T ... { q: __typename } } fragment T on Query { t: __typename }',
      data: { t: 'Query', q: 'Query' },
      silent: ['left', 'right'],
    },
    'alone, of a mutation': {
      query: 'mutation { __typename }',
      data: { __typename: 'Mutation' },
      silent: ['left', 'right'],
    },
    everywhere: {
      query:
        '{ __typename a { __typename inner { __typename } list { t: __typename } right { __typename y } } b { __typename } union { __typename } }',
      data: {
        __typename: 'Query',
        a: {
          __typename: 'A',
          inner: { __typename: 'Inner' },
          list: [{ t: 'Inner' }, null],
          right: { __typename: 'Right', y: 2 },
        },
        b: { __typename: 'B' },
        union: { __typename: 'B' },
      },
    },
    'as the only field of objects and joins, under several names': {
      query:
        '{ a { right { t: __typename u: __typename } } union { ... on B { right { t: __typename } } } node { n: __typename } }',
      data: { a: { right: { t: 'Right', u: 'Right' } }, union: { right: { t: 'Right' } }, node: { n: 'A' } },
    },
    'under the name of a key': {
      query: '{ a { id: __typename right { y } } node { id: __typename ... on A { right { y: __typename } } } }',
      data: { a: { id: 'A', right: { y: 2 } }, node: { id: 'A', right: { y: 'Right' } } },
      oracle: { differsIn: 'answer', because: 'It takes the type for the key.' },
    },
    'of a mutation and in it': {
      query: 'mutation { m: __typename touch { t: __typename right { __typename } } }',
      data: { m: 'Mutation', touch: { t: 'A', right: { __typename: 'Right' } } },
    },
  },
};
