import { findBy } from '../entity-table.ts';
import { reportsNoNulls, type FederationCase } from '../federation-case.ts';

const guests = [
  { id: 'a', name: 'Al' },
  { id: 'x', name: 'Xu' },
  { id: 'c', name: 'Cy' },
];
const rooms = [
  { id: 'a', room: 4, floor: 1, keys: [7] },
  { id: 'c', room: null, floor: 2, keys: [] },
];

export const federationCase: FederationCase = {
  resolvers: {
    desk: { Query: { guests, guest: guests[1], pair: { left: guests[1], right: guests[0] } } },
    rooms: { Guest: { __resolveReference: findBy(rooms, 'id') } },
  },
  operations: {
    'an entity that its subgraph does not know keeps what it has, and the rest is null': {
      query: '{ guests { name room } }',
      data: {
        guests: [
          { name: 'Al', room: 4 },
          { name: 'Xu', room: null },
          { name: 'Cy', room: null },
        ],
      },
    },
    'a field of it that may not be null takes the nearest nullable parent with it': {
      query: '{ guest { name floor } pair { left { keys } right { keys } } }',
      data: { guest: null, pair: { left: null, right: { keys: [7] } } },
      errors: [{ path: ['guest', 'floor'] }, { path: ['pair', 'left', 'keys'] }],
      oracle: reportsNoNulls,
    },
    'up to the whole answer': {
      query: '{ guests { floor } }',
      data: null,
      errors: [{ path: ['guests', 1, 'floor'] }],
      oracle: reportsNoNulls,
    },
  },
};
