import { findBy } from '../entity-table.ts';
import type { FederationCase } from '../federation-case.ts';

const cars = [
  { country: 'NO', plate: '7', colour: 'red' },
  { country: 'SE', plate: '7', colour: 'blue' },
];
const debts = [
  { country: 'SE', plate: '7', debt: 12 },
  { country: 'NO', plate: '7', debt: 3 },
];

export const federationCase: FederationCase = {
  resolvers: {
    register: { Query: { cars }, Car: { __resolveReference: findBy(cars, 'country', 'plate') } },
    tolls: { Query: { debtors: debts }, Car: { __resolveReference: findBy(debts, 'country', 'plate') } },
  },
  operations: {
    'all parts of the key tell entities apart': {
      query: '{ cars { colour debt } }',
      data: {
        cars: [
          { colour: 'red', debt: 3 },
          { colour: 'blue', debt: 12 },
        ],
      },
    },
    'and so they do the other way round': {
      query: '{ debtors { debt colour country } }',
      data: {
        debtors: [
          { debt: 12, colour: 'blue', country: 'SE' },
          { debt: 3, colour: 'red', country: 'NO' },
        ],
      },
    },
  },
};
