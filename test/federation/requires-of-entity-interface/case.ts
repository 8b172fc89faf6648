import { findBy } from '../entity-table.ts';
import type { FederationCase } from '../federation-case.ts';

const animals = [
  { __typename: 'Dog', id: 'd', name: 'Rex', tricks: 3 },
  { __typename: 'Cat', id: 'c', name: 'Mia', lives: 9 },
];
const known = findBy(animals, 'id');

export const federationCase: FederationCase = {
  resolvers: {
    catalog: {
      Query: { animals },
      Animal: { __resolveReference: known },
      Dog: { __resolveReference: known },
      Cat: { __resolveReference: known },
    },
    vet: {
      Dog: { bill: ({ tricks }: { tricks: number }) => tricks * 10 },
      Cat: { bill: ({ lives }: { lives: number }) => lives * 10 },
    },
  },
  operations: {
    'each type of an interface requires fields of its own': {
      query: '{ animals { name ... on Dog { dog: bill } ... on Cat { cat: bill } } }',
      data: {
        animals: [
          { name: 'Rex', dog: 30 },
          { name: 'Mia', cat: 90 },
        ],
      },
    },
    'under one name': {
      query: '{ animals { ... on Dog { bill } ... on Cat { bill } __typename } }',
      data: {
        animals: [
          { bill: 30, __typename: 'Dog' },
          { bill: 90, __typename: 'Cat' },
        ],
      },
    },
  },
};
