import { findBy } from '../entity-table.ts';
import type { FederationCase } from '../federation-case.ts';

interface Priced {
  grams: number | null;
  insured: boolean;
}
const parcels = [
  { id: 'p1', grams: 100, insured: false },
  { id: 'p2', grams: 250, insured: true },
  { id: 'p3', grams: null, insured: false },
];

export const federationCase: FederationCase = {
  resolvers: {
    freight: { Query: { parcels }, Parcel: { __resolveReference: findBy(parcels, 'id') } },
    prices: {
      Query: { dearest: { id: 'p2' } },
      Parcel: { price: ({ grams, insured }: Priced) => (grams === null ? -1 : grams * 2 + (insured ? 5 : 0)) },
    },
  },
  operations: {
    'required fields are fetched and sent, also a null one': {
      query: '{ parcels { id price } }',
      data: {
        parcels: [
          { id: 'p1', price: 200 },
          { id: 'p2', price: 505 },
          { id: 'p3', price: -1 },
        ],
      },
    },
    'also where the way begins at the subgraph that requires them': {
      query: '{ dearest { price } }',
      data: { dearest: { price: 505 } },
    },
    'and where the client gives their names to other fields': {
      query: '{ parcels { grams: id insured: price kept: grams } }',
      data: {
        parcels: [
          { grams: 'p1', insured: 200, kept: 100 },
          { grams: 'p2', insured: 505, kept: 250 },
          { grams: 'p3', insured: -1, kept: null },
        ],
      },
      oracle: { differsIn: 'answer', because: 'It mixes the required field with the alias of its name.' },
    },
  },
};
