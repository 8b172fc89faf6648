import { findBy } from '../entity-table.ts';
import type { FederationCase } from '../federation-case.ts';

const buyers = [
  { email: 'a@b', number: 1, name: 'Ann' },
  { email: 'c@d', number: 2, name: 'Cy' },
];

export const federationCase: FederationCase = {
  resolvers: {
    orders: {
      Query: {
        orders: [
          { id: 'o1', buyer: { email: 'c@d' } },
          { id: 'o2', buyer: { email: 'a@b' } },
        ],
      },
    },
    buyers: { Query: { buyers }, Buyer: { __resolveReference: findBy(buyers, 'email') } },
    points: {
      Query: { richest: { email: 'c@d', points: 9 } },
      Buyer: { points: ({ email }: { email: string }) => email.length },
    },
  },
  operations: {
    'a subgraph that only refers to an entity is left by its key': {
      query: '{ orders { buyer { email name points } id } }',
      data: {
        orders: [
          { buyer: { email: 'c@d', name: 'Cy', points: 3 }, id: 'o1' },
          { buyer: { email: 'a@b', name: 'Ann', points: 3 }, id: 'o2' },
        ],
      },
    },
    'and is never asked for the entity': {
      query: '{ buyers { name points number } richest { email number } }',
      data: {
        buyers: [
          { name: 'Ann', points: 3, number: 1 },
          { name: 'Cy', points: 3, number: 2 },
        ],
        richest: { email: 'c@d', number: 2 },
      },
      silent: ['orders'],
    },
  },
};
