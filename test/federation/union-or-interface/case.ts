import type { FederationCase } from '../federation-case.ts';

const photo = { __typename: 'Photo', id: 'p', pin: 1, url: 'u' };

export const federationCase: FederationCase = {
  resolvers: {
    posts: { Query: { entries: [photo, { __typename: 'Text', id: 't', body: 'b' }], pinned: photo } },
    likes: { Photo: { likes: 7 }, Text: { likes: 8 } },
  },
  operations: {
    'members of a union are asked for by an interface of another subgraph': {
      query: '{ entries { ... on Liked { likes } } }',
      data: { entries: [{ likes: 7 }, { likes: 8 }] },
    },
    'by an interface of their own, which only some have': {
      query: '{ entries { __typename ... on Pinned { pin ... on Liked { likes } } } }',
      data: { entries: [{ __typename: 'Photo', pin: 1, likes: 7 }, { __typename: 'Text' }] },
    },
    'an interface by another, and by the union': {
      query: '{ pinned { ... on Liked { likes } ... on Entry { ... on Photo { url } } } }',
      data: { pinned: { likes: 7, url: 'u' } },
    },
  },
};
