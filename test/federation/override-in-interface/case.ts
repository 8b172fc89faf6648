import type { FederationCase } from '../federation-case.ts';

export const federationCase: FederationCase = {
  resolvers: {
    press: {
      Query: {
        stories: [
          { __typename: 'Article', id: 'a', at: 1 },
          { __typename: 'Advert', id: 'b', at: 2 },
        ],
        story: { id: 'a', at: 1 },
      },
    },
    times: { Article: { at: 11 }, Advert: { at: 2 } },
  },
  operations: {
    'a field of an interface is overridden in one of its types': {
      query: '{ stories { __typename at } }',
      data: {
        stories: [
          { __typename: 'Article', at: 11 },
          { __typename: 'Advert', at: 2 },
        ],
      },
    },
    'also in fragments': {
      query: '{ stories { ... on Article { at } ... on Advert { id } } story { at } }',
      data: { stories: [{ at: 11 }, { id: 'b' }], story: { at: 11 } },
    },
  },
};
