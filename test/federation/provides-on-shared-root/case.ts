import type { FederationCase } from '../federation-case.ts';

const actor = { __typename: 'Actor', name: 'Ada' };
const singer = { __typename: 'Singer', name: 'Bo' };
const play = { __typename: 'Play', id: 'p1' };

/** A root field of several subgraphs, one of which brings all that is asked of it. */
export const federationCase: FederationCase = {
  resolvers: {
    box: { Query: { tonight: play } },
    guide: { Query: { tonight: { ...play, cast: [actor, singer] } } },
    people: {
      Play: {
        cast: [
          { ...actor, name: 'Owned Ada' },
          { ...singer, name: 'Owned Bo', voice: 'alto' },
        ],
      },
    },
  },
  operations: {
    'is asked of the subgraph that has all below it': {
      query: '{ tonight { id cast { name } } }',
      data: { tonight: { id: 'p1', cast: [{ name: 'Ada' }, { name: 'Bo' }] } },
      silent: ['box', 'people'],
    },
    'whatever types are asked for': {
      query: '{ tonight { __typename id cast { __typename kind: __typename name } } }',
      data: {
        tonight: {
          __typename: 'Play',
          id: 'p1',
          cast: [
            { __typename: 'Actor', kind: 'Actor', name: 'Ada' },
            { __typename: 'Singer', kind: 'Singer', name: 'Bo' },
          ],
        },
      },
      silent: ['box', 'people'],
    },
    'what it does not bring is joined': {
      query: '{ tonight { id cast { ... on Singer { voice } } } }',
      data: { tonight: { id: 'p1', cast: [{}, { voice: 'alto' }] } },
    },
  },
};
