import type { FederationCase } from '../federation-case.ts';

interface Sown {
  seeds: number;
}

export const federationCase: FederationCase = {
  resolvers: {
    first: { Query: { crop: { id: 'c', seeds: 1, yield: 1 } } },
    second: { Crop: { seeds: 7 } },
    third: { Crop: { yield: ({ seeds }: Sown) => seeds * 10, note: ({ seeds }: Sown) => `of ${seeds}` } },
  },
  operations: {
    'a required field is taken from the subgraph that it moved to': {
      query: '{ crop { yield note } }',
      data: { crop: { yield: 70, note: 'of 7' } },
    },
    'and shown from there': {
      query: '{ crop { seeds yield } }',
      data: { crop: { seeds: 7, yield: 70 } },
    },
  },
};
