import { findBy } from '../entity-table.ts';
import type { FederationCase } from '../federation-case.ts';

interface Key {
  id: string;
}
const things = [
  { __typename: 'Cup', id: 'c', handle: true },
  { __typename: 'Pot', id: 'p', litres: 2 },
];
const known = findBy(things, 'id');

export const federationCase: FederationCase = {
  resolvers: {
    things: {
      Query: { things },
      Thing: { __resolveReference: known },
      Cup: { __resolveReference: known },
      Pot: { __resolveReference: known },
    },
    prices: { Thing: { price: ({ id }: Key) => (id === 'c' ? 10 : 40) } },
    taxes: {
      Thing: {
        tax: ({ price }: { price: number }) => price / 10,
        partner: ({ id }: Key) => (id === 'c' ? { id: 'p' } : null),
      },
    },
  },
  operations: {
    'one interface object requires a field of another': {
      query: '{ things { tax price __typename } }',
      data: {
        things: [
          { tax: 1, price: 10, __typename: 'Cup' },
          { tax: 4, price: 40, __typename: 'Pot' },
        ],
      },
    },
    'from one to the other, beside the types behind': {
      query: '{ things { partner { price } ... on Cup { handle price } } }',
      data: { things: [{ partner: { price: 40 }, handle: true, price: 10 }, { partner: null }] },
    },
    'and from there to fields of the types behind': {
      query: '{ things { partner { ... on Pot { litres } ... on Cup { handle } } } }',
      data: { things: [{ partner: { litres: 2 } }, { partner: null }] },
    },
    'its type in a list of itself': {
      query: '{ things { partner { __typename id } } }',
      data: { things: [{ partner: { __typename: 'Pot', id: 'p' } }, { partner: null }] },
    },
  },
};
