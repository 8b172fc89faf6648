import { findBy } from '../entity-table.ts';
import type { FederationCase } from '../federation-case.ts';

const animals = [
  { __typename: 'Lion', id: 'l', weight: 190 },
  { __typename: 'Newt', id: 'n', weight: 1, wet: true },
];

export const federationCase: FederationCase = {
  resolvers: {
    zoo: {
      Query: { animals },
      Lion: { __resolveReference: findBy(animals, 'id') },
      Newt: { __resolveReference: findBy(animals, 'id') },
    },
    feed: {
      Lion: { ration: ({ weight }: { weight: number }) => weight / 10 },
      Newt: { ration: ({ wet }: { wet: boolean }) => (wet ? 2 : 1) },
    },
  },
  operations: {
    'a field of an interface requires other fields of each of its types': {
      query: '{ animals { ration } }',
      data: { animals: [{ ration: 19 }, { ration: 2 }] },
    },
    'and in fragments, of those only that are asked for': {
      query: '{ animals { __typename ... on Newt { ration } ... on Animal { weight } } }',
      data: {
        animals: [
          { __typename: 'Lion', weight: 190 },
          { __typename: 'Newt', ration: 2, weight: 1 },
        ],
      },
    },
  },
};
