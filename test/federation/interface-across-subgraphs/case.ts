import { findBy } from '../entity-table.ts';
import type { FederationCase } from '../federation-case.ts';

const works = [
  { __typename: 'Painting', id: 'p', title: 'Sea', oil: true },
  { __typename: 'Song', id: 's', title: 'Hum', seconds: 90 },
];

export const federationCase: FederationCase = {
  resolvers: {
    art: {
      Query: { works, work: works[1] },
      Painting: { __resolveReference: findBy(works, 'id') },
      Song: { __resolveReference: findBy(works, 'id') },
    },
    archive: {
      Query: { archived: [{ __typename: 'Song', id: 's' }, null, { __typename: 'Painting', id: 'p' }] },
      Painting: { year: 1900, room: ({ title }: { title: string }) => `room of ${title}` },
      Song: { year: 2000 },
    },
  },
  operations: {
    'a field of an interface that only another subgraph has is fetched by type': {
      query: '{ works { title year } work { year } }',
      data: {
        works: [
          { title: 'Sea', year: 1900 },
          { title: 'Hum', year: 2000 },
        ],
        work: { year: 2000 },
      },
    },
    'fragments on types, on the interface and in each other': {
      query: `{ archived { ...W ... on Painting { room ... on Work { ...W } } ... on Song { seconds } } }
        fragment W on Work { __typename title ... on Painting { oil } }`,
      data: {
        archived: [
          { __typename: 'Song', title: 'Hum', seconds: 90 },
          null,
          { __typename: 'Painting', title: 'Sea', oil: true, room: 'room of Sea' },
        ],
      },
    },
    'the type may stand under other names': {
      query: '{ works { type: __typename again: __typename year ... on Song { __typename } } }',
      data: {
        works: [
          { type: 'Painting', again: 'Painting', year: 1900 },
          { type: 'Song', again: 'Song', year: 2000, __typename: 'Song' },
        ],
      },
    },
    'and its name may be taken from it': {
      query: '{ works { id: __typename title: id } }',
      data: {
        works: [
          { id: 'Painting', title: 'p' },
          { id: 'Song', title: 's' },
        ],
      },
    },
    'fields of one name and different types in fragments stay apart': {
      query: '{ works { ... on Painting { x: oil } ... on Song { y: seconds x: year } } }',
      data: undefined,
      errors: [{ code: 'GRAPHQL_VALIDATION_FAILED' }],
    },
  },
};
