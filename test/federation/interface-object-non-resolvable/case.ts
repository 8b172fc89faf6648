import { findBy } from '../entity-table.ts';
import type { FederationCase } from '../federation-case.ts';

const bread = { __typename: 'Bread', id: 'b', name: 'Rye', grain: 'rye' };

export const federationCase: FederationCase = {
  resolvers: {
    catalogue: {
      Query: { product: bread },
      Product: { __resolveReference: findBy([bread], 'id') },
      Bread: { __resolveReference: findBy([bread], 'id') },
    },
    baskets: { Query: { basket: [{ count: 2, product: { id: 'b' } }] } },
  },
  operations: {
    'a reference to an interface is followed to its types': {
      query: '{ basket { count product { __typename id name ... on Bread { grain } } } }',
      data: { basket: [{ count: 2, product: { __typename: 'Bread', id: 'b', name: 'Rye', grain: 'rye' } }] },
    },
    'and is never asked for': {
      query: '{ product { id name } }',
      data: { product: { id: 'b', name: 'Rye' } },
      silent: ['baskets'],
    },
  },
};
