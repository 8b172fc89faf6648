import type { FederationCase } from '../federation-case.ts';

export const federationCase: FederationCase = {
  resolvers: {
    pets: {
      Query: {
        pets: [
          { __typename: 'Cat', id: 'c', mood: 'proud', size: 3 },
          { __typename: 'Dog', id: 'd', mood: 'GLAD', size: null },
          { __typename: 'Fish', mood: ['SAD'], size: 0.5 },
        ],
      },
    },
    vets: { Cat: { visits: 2, note: null }, Dog: { visits: ['June'], note: 'fine' } },
  },
  operations: {
    'fields of several types under one name are refused where their types differ': {
      query: '{ pets { ... on Cat { mood } ... on Dog { mood } } }',
      data: undefined,
      errors: [{ code: 'GRAPHQL_VALIDATION_FAILED' }],
    },
    'under names of their own they are joined by type': {
      query:
        '{ pets { __typename ... on Cat { m: mood v: visits } ... on Dog { m2: mood v2: visits size } ... on Fish { m3: mood depth: size } } }',
      data: {
        pets: [
          { __typename: 'Cat', m: 'proud', v: 2 },
          { __typename: 'Dog', m2: 'GLAD', v2: ['June'], size: null },
          { __typename: 'Fish', m3: ['SAD'], depth: 0.5 },
        ],
      },
    },
    'one name may stand for other fields of the same type in each': {
      query: '{ pets { ... on Cat { x: id y: size } ... on Dog { x: id } ... on Fish { z: size } } }',
      data: { pets: [{ x: 'c', y: 3 }, { x: 'd' }, { z: 0.5 }] },
    },
  },
};
