import { findBy } from '../entity-table.ts';
import type { FederationCase } from '../federation-case.ts';

const crew = [
  { id: '1', name: 'Bo', rank: 1 },
  { id: '2', name: 'Bo', rank: 2 },
];
const bySailor = (key: { id?: string }) => findBy(crew, ...(key.id === undefined ? ['name', 'rank'] : ['id']))(key);

export const federationCase: FederationCase = {
  resolvers: {
    crew: { Query: { crew }, Sailor: { __resolveReference: bySailor } },
    ships: {
      Query: { captains: [{ name: 'Bo', rank: 2 }] },
      Sailor: { ship: ({ rank }: { rank: number }) => (rank === 2 ? { imo: 'i2', flag: 'PA' } : null) },
    },
    flags: { Ship: { flag: 'LR', built: 1999 } },
  },
  operations: {
    'an extended entity has the external fields of its key itself': {
      query: '{ captains { name rank ship { flag } } }',
      data: { captains: [{ name: 'Bo', rank: 2, ship: { flag: 'PA' } }] },
      silent: ['crew', 'flags'],
    },
    'and is joined both ways': {
      query: '{ captains { id ship { built } } crew { id ship { built } } }',
      data: {
        captains: [{ id: '2', ship: { built: 1999 } }],
        crew: [
          { id: '1', ship: null },
          { id: '2', ship: { built: 1999 } },
        ],
      },
    },
  },
};
