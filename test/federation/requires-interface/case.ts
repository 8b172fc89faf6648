import { findBy } from '../entity-table.ts';
import type { FederationCase } from '../federation-case.ts';

const jobs = [
  {
    id: 'j1',
    vehicle: { __typename: 'Truck', plate: 'T', axles: 4, load: { __typename: 'Sand', kilos: 900, wet: true } },
  },
  {
    id: 'j2',
    vehicle: { __typename: 'Bike', plate: 'B', gears: 7, load: { __typename: 'Mail', kilos: 3, letters: 40 } },
  },
  { id: 'j3', vehicle: null },
  { id: 'j4', vehicle: { __typename: 'Truck', plate: 'U', axles: 2, load: null } },
];
const show = ({ vehicle }: { vehicle: unknown }) => JSON.stringify(vehicle);
const told = (value: object) => JSON.stringify(value);

export const federationCase: FederationCase = {
  resolvers: {
    fleet: { Query: { jobs }, Job: { __resolveReference: findBy(jobs, 'id') } },
    permits: { Job: { permit: show, note: show } },
  },
  operations: {
    'fields of an interface and of one of its types are required': {
      query: '{ jobs { permit } }',
      data: {
        jobs: [
          { permit: told({ plate: 'T', load: { kilos: 900 }, axles: 4 }) },
          { permit: told({ plate: 'B', load: { kilos: 3 } }) },
          { permit: 'null' },
          { permit: told({ plate: 'U', load: null, axles: 2 }) },
        ],
      },
    },
    'fragments in required interfaces': {
      query: '{ jobs { note } }',
      data: {
        jobs: [
          { note: told({ load: { wet: true } }) },
          { note: told({ load: { letters: 40 }, gears: 7 }) },
          { note: 'null' },
          { note: told({ load: null }) },
        ],
      },
    },
  },
};
