import type { FederationCase } from '../federation-case.ts';

export const federationCase: FederationCase = {
  resolvers: {
    accounts: {
      Query: {
        owners: [
          { __typename: 'Person', id: 'p', name: 'Pia', code: 7 },
          { __typename: 'Firm', id: 'f', name: null, code: 'F7' },
        ],
      },
      Person: { __resolveReference: { id: 'p', name: 'Pia', code: 7 } },
      Firm: { __resolveReference: { id: 'f', name: null, code: 'F7' } },
    },
    contracts: {
      Query: { contract: { owner: { __typename: 'Firm', id: 'f' } } },
      Person: { contracts: ['one'] },
      Firm: { contracts: [null, 'two'] },
    },
  },
  operations: {
    'members whose keys may be null here and not there': {
      query: '{ owners { ... on Person { id contracts } ... on Firm { firm: id deals: contracts } } }',
      data: {
        owners: [
          { id: 'p', contracts: ['one'] },
          { firm: 'f', deals: [null, 'two'] },
        ],
      },
    },
    'fields of one name whose types differ are asked for under names of their own': {
      query:
        '{ owners { __typename ... on Person { personName: name number: code } ... on Firm { name text: code } } }',
      data: {
        owners: [
          { __typename: 'Person', personName: 'Pia', number: 7 },
          { __typename: 'Firm', name: null, text: 'F7' },
        ],
      },
    },
    'after a join': {
      query: '{ contract { owner { ... on Person { who: name contracts } ... on Firm { code all: contracts } } } }',
      data: { contract: { owner: { code: 'F7', all: [null, 'two'] } } },
    },
  },
};
