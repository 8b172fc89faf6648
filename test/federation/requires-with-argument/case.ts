import { findBy } from '../entity-table.ts';
import type { FederationCase } from '../federation-case.ts';

interface Faring {
  distance: number;
  stops: { name: string }[];
}
const names = ['ash', 'bay', 'cove'];
const trips = [
  { id: 't1', metres: 3000 },
  { id: 't2', metres: 8000 },
];

export const federationCase: FederationCase = {
  resolvers: {
    trips: {
      Query: { trip: trips[0], trips },
      Trip: {
        __resolveReference: findBy(trips, 'id'),
        distance: ({ metres }: { metres: number }, { unit }: { unit: string }) =>
          unit === 'KM' ? metres / 1000 : metres,
        stops: (_trip: unknown, { first }: { first?: number }) =>
          names.slice(0, first ?? names.length).map((name) => ({ name })),
      },
      Stop: {
        name: ({ name }: { name: string }, { upper }: { upper?: boolean }) => (upper ? name.toUpperCase() : name),
      },
    },
    fares: {
      Trip: {
        fare: ({ distance }: Faring, { discount }: { discount: number }) => distance * 10 - discount,
        route: ({ stops }: Faring) => stops.map(({ name }) => name).join('-'),
      },
    },
  },
  operations: {
    'a field is required with arguments of its own': {
      query: '{ trip { fare route } }',
      data: { trip: { fare: 30, route: 'ASH-BAY' } },
    },
    'whatever arguments the client gives the same field': {
      query:
        'query ($unit: Unit!, $off: Int!) { trip { distance(unit: $unit) fare(discount: $off) far: distance stops { name } route } }',
      variables: { unit: 'M', off: 4 },
      data: {
        trip: {
          distance: 3000,
          fare: 26,
          far: 3000,
          stops: [{ name: 'ash' }, { name: 'bay' }, { name: 'cove' }],
          route: 'ASH-BAY',
        },
      },
      oracle: { differsIn: 'answer', because: 'It asks for the field once, with the arguments of one of them.' },
    },
    'in lists': {
      query: '{ trips { route stops(first: 1) { name } fare distance(unit: KM) } }',
      data: {
        trips: [
          { route: 'ASH-BAY', stops: [{ name: 'ash' }], fare: 30, distance: 3 },
          { route: 'ASH-BAY', stops: [{ name: 'ash' }], fare: 80, distance: 8 },
        ],
      },
      oracle: { differsIn: 'answer', because: 'It asks for the field once, with the arguments of one of them.' },
    },
    'at one place beside the same field without them, at another alone': {
      query: '{ trips { route } trip { stops { name } route } }',
      data: {
        trips: [{ route: 'ASH-BAY' }, { route: 'ASH-BAY' }],
        trip: { stops: [{ name: 'ash' }, { name: 'bay' }, { name: 'cove' }], route: 'ASH-BAY' },
      },
      oracle: { differsIn: 'answer', because: 'It asks for the field once, with the arguments of one of them.' },
    },
  },
};
