import type { FederationCase } from '../federation-case.ts';

const posts = [{ __typename: 'Photo', id: 'p', title: 'Here' }, null, { __typename: 'Note', id: 'n', text: 'Hi' }];

export const federationCase: FederationCase = {
  resolvers: {
    feed: { Query: { feed: posts } },
    photos: { Photo: { title: 'There', pixels: 9 }, Note: { title: 'Of a note' } },
  },
  operations: {
    'a field of one member is provided': {
      query: '{ feed { ... on Photo { title } ... on Note { text } } }',
      data: { feed: [{ title: 'Here' }, null, { text: 'Hi' }] },
      silent: ['photos'],
    },
    'a field of the same name of another member is not': {
      query: '{ feed { ... on Photo { title } ... on Note { title } } }',
      data: { feed: [{ title: 'Here' }, null, { title: 'Of a note' }] },
    },
  },
};
