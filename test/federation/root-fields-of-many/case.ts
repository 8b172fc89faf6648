import type { FederationCase } from '../federation-case.ts';

export const federationCase: FederationCase = {
  resolvers: {
    a: {
      Query: {
        a: 1,
        aList: [
          { id: 't', a: 1 },
          { id: 'u', a: 2 },
        ],
        shared: 5,
      },
      Thing: { __resolveReference: (key: object) => ({ ...key, a: 9 }) },
    },
    b: { Query: { b: 2, bThing: { id: 'u' }, shared: 5 }, Thing: { b: 4 } },
    c: { Thing: { c: 6 } },
  },
  operations: {
    'of several subgraphs in one query, in the order of the query': {
      query: '{ b shared a bThing { a b c } aList { c b a } __typename }',
      data: {
        b: 2,
        shared: 5,
        a: 1,
        bThing: { a: 9, b: 4, c: 6 },
        aList: [
          { c: 6, b: 4, a: 1 },
          { c: 6, b: 4, a: 2 },
        ],
        __typename: 'Query',
      },
    },
    'in fragments, with fields of one subgraph between those of another': {
      query: '{ a1: a ...F a2: a ... { b2: b } } fragment F on Query { b1: b aList { c } }',
      data: { a1: 1, b1: 2, aList: [{ c: 6 }, { c: 6 }], a2: 1, b2: 2 },
    },
    'a subgraph without root fields is reached by its entities': {
      query: '{ bThing { c } }',
      data: { bThing: { c: 6 } },
      silent: ['a'],
    },
  },
};
