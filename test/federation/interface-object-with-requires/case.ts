import { findBy } from '../entity-table.ts';
import type { FederationCase } from '../federation-case.ts';

const sensors = [
  { __typename: 'Heat', id: 'h', raw: 20, unit: 'C' },
  { __typename: 'Rain', id: 'r', raw: 3, unit: null },
];
interface Read {
  raw: number;
  unit: string | null;
}

export const federationCase: FederationCase = {
  resolvers: {
    nodes: {
      Query: { sensors, found: sensors },
      Sensor: { __resolveReference: findBy(sensors, 'id') },
      Heat: { __resolveReference: findBy(sensors, 'id') },
      Rain: { __resolveReference: findBy(sensors, 'id') },
    },
    readings: {
      Query: { loudest: { id: 'r' } },
      Sensor: { reading: ({ raw, unit }: Read) => `${raw}${unit ?? '?'}`, near: [{ id: 'r' }] },
    },
  },
  operations: {
    'an interface object requires fields of the interface': {
      query: '{ sensors { reading } }',
      data: { sensors: [{ reading: '20C' }, { reading: '3?' }] },
    },
    'also for its own objects': {
      query: '{ loudest { reading __typename } }',
      data: { loudest: { reading: '3?', __typename: 'Rain' } },
    },
    'in a fragment on one type': {
      query: '{ sensors { ... on Heat { reading } id } }',
      data: { sensors: [{ reading: '20C', id: 'h' }, { id: 'r' }] },
    },
    'in a fragment on one type beside other fields of another': {
      query: '{ loudest { ... on Heat { id } ... on Rain { reading } } }',
      data: { loudest: { reading: '3?' } },
    },
    'in a fragment on one type beside what it requires of all': {
      query: '{ found { ... on Heat { near { reading } reading } ... on Sensor { raw unit } } }',
      data: {
        found: [
          { near: [{ reading: '3?' }], reading: '20C', raw: 20, unit: 'C' },
          { raw: 3, unit: null },
        ],
      },
      oracle: { differsIn: 'answer', because: 'It tells of the other type too, without its key.' },
    },
  },
};
