import { findBy } from '../entity-table.ts';
import type { FederationCase } from '../federation-case.ts';

const people = [
  { id: '1', badge: 'x', name: 'Ada' },
  { id: '2', badge: 'y', name: 'Bo' },
];
const rooms = [
  { badge: 'x', room: 'Attic' },
  { badge: 'y', room: null },
];
const salaries = [
  { id: '1', salary: 10 },
  { id: '2', salary: 20 },
];
const byIdOrBadge = (key: { id?: string; badge?: string }) =>
  findBy(people, key.id === undefined ? 'badge' : 'id')(key);

export const federationCase: FederationCase = {
  resolvers: {
    people: { Query: { staff: people }, Person: { __resolveReference: byIdOrBadge } },
    doors: { Query: { lastEntered: { badge: 'x' } }, Person: { __resolveReference: findBy(rooms, 'badge') } },
    payroll: { Query: { bestPaid: { id: '2' } }, Person: { __resolveReference: findBy(salaries, 'id') } },
  },
  operations: {
    'each subgraph is asked by the key that it knows': {
      query: '{ staff { name room salary } }',
      data: {
        staff: [
          { name: 'Ada', room: 'Attic', salary: 10 },
          { name: 'Bo', room: null, salary: 20 },
        ],
      },
    },
    'one key leads to another by way of a subgraph that knows both': {
      query: '{ lastEntered { salary } bestPaid { room name } }',
      data: { lastEntered: { salary: 10 }, bestPaid: { room: null, name: 'Bo' } },
    },
  },
};
