import type { FederationCase } from '../federation-case.ts';

const book = {
  __typename: 'Book',
  id: 'b1',
  animals: [
    { __typename: 'Dog', id: 'd', name: 'Rex' },
    { __typename: 'Cat', id: 'c', name: 'Mia' },
  ],
};

export const federationCase: FederationCase = {
  resolvers: {
    shelf: { Query: { media: book, all: [book] } },
    kennel: { Dog: { name: 'Owned Rex', age: 3 }, Cat: { name: 'Owned Mia', age: 4 } },
  },
  operations: {
    'fields of an interface are provided': {
      query: '{ media { animals { id name } } }',
      data: {
        media: {
          animals: [
            { id: 'd', name: 'Rex' },
            { id: 'c', name: 'Mia' },
          ],
        },
      },
      silent: ['kennel'],
    },
    'also in fragments on its types': {
      query: '{ media { animals { ... on Cat { name } ... on Dog { id } } } }',
      data: { media: { animals: [{ id: 'd' }, { name: 'Mia' }] } },
      silent: ['kennel'],
    },
    'what is not provided is fetched by type': {
      query: '{ all { animals { __typename name age } } }',
      data: {
        all: [
          {
            animals: [
              { __typename: 'Dog', name: 'Owned Rex', age: 3 },
              { __typename: 'Cat', name: 'Owned Mia', age: 4 },
            ],
          },
        ],
      },
    },
  },
};
