import type { FederationCase } from '../federation-case.ts';

export const federationCase: FederationCase = {
  resolvers: {
    tools: {
      Query: {
        tools: [
          { __typename: 'Saw', id: 's', size: { mm: 300 }, teeth: 40 },
          { __typename: 'Drill', id: 'd', size: null, teeth: 'none' },
        ],
      },
    },
  },
  operations: {
    'the interface allows null where one of its types does not': {
      query: '{ tools { size { mm } ... on Saw { own: size { mm } } } }',
      data: { tools: [{ size: { mm: 300 }, own: { mm: 300 } }, { size: null }] },
    },
    'fields of one name in different types': {
      query: '{ tools { ... on Saw { n: teeth } ... on Drill { t: teeth } } }',
      data: { tools: [{ n: 40 }, { t: 'none' }] },
    },
    'one field of the type and of the interface, under one name': {
      query: '{ tools { ... on Saw { ... on Tool { size { mm } } } size { mm } } }',
      data: { tools: [{ size: { mm: 300 } }, { size: null }] },
    },
  },
};
