import type { FederationCase } from '../federation-case.ts';

const assets = [
  { __typename: 'Video', id: 'v', length: 9, wide: true },
  { __typename: 'Audio', id: 'a', length: null },
  { __typename: 'File', id: 'f', bytes: 12 },
];

export const federationCase: FederationCase = {
  resolvers: {
    base: { Query: { asset: assets[2], assets, media: assets.slice(0, 2) } },
    rights: { Video: { owner: 'Vera' }, File: { owner: null } },
  },
  operations: {
    'fragments from the wide interface to the narrow one and back': {
      query:
        '{ assets { ... on Media { length ... on Asset { id ... on Video { wide } } } } media { ... on Asset { __typename } } }',
      data: {
        assets: [{ length: 9, id: 'v', wide: true }, { length: null, id: 'a' }, {}],
        media: [{ __typename: 'Video' }, { __typename: 'Audio' }],
      },
    },
    'and to one that only another subgraph knows': {
      query:
        '{ assets { id ... on Owned { owner } } media { ... on Owned { owner ... on Media { length } } } asset { ... on Owned { __typename owner } } }',
      data: {
        assets: [{ id: 'v', owner: 'Vera' }, { id: 'a' }, { id: 'f', owner: null }],
        media: [{ owner: 'Vera', length: 9 }, {}],
        asset: { __typename: 'File', owner: null },
      },
    },
  },
};
