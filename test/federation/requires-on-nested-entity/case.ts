import { findBy } from '../entity-table.ts';
import type { FederationCase } from '../federation-case.ts';

const clubs = [
  { id: 'c1', captain: { id: 'k', shirt: 9 } },
  { id: 'c2', captain: null },
];
interface Told {
  captain: { shirt: number; goals: number } | null;
}

export const federationCase: FederationCase = {
  resolvers: {
    clubs: {
      Query: { clubs },
      Club: { __resolveReference: findBy(clubs, 'id') },
      Player: { __resolveReference: { id: 'k', shirt: 9 } },
    },
    stats: { Player: { goals: 31 } },
    press: { Club: { headline: ({ captain }: Told) => captain && `No. ${captain.shirt} scores ${captain.goals}` } },
  },
  operations: {
    'what is required of another entity is joined to that first': {
      query: '{ clubs { headline } }',
      data: { clubs: [{ headline: 'No. 9 scores 31' }, { headline: null }] },
    },
    'and shown where it is selected too': {
      query: '{ clubs { captain { goals } headline } }',
      data: {
        clubs: [
          { captain: { goals: 31 }, headline: 'No. 9 scores 31' },
          { captain: null, headline: null },
        ],
      },
    },
  },
};
