import type { FederationCase } from '../federation-case.ts';

type Amounts = Record<'cost' | 'net' | 'gross' | 'rate', number>;

export const federationCase: FederationCase = {
  resolvers: {
    base: {
      Query: { dish: { id: 'd', cost: 100 } },
      Dish: { __resolveReference: (key: object) => ({ ...key, cost: 100 }) },
    },
    margin: { Dish: { net: ({ cost }: Amounts) => cost + 20 } },
    vat: { Dish: { gross: ({ net }: Amounts) => net * 2, rate: 2 } },
    menu: { Dish: { line: ({ gross, cost, rate }: Amounts) => `${gross} for ${cost} at ${rate}` } },
  },
  operations: {
    'a required field that requires one that requires one': {
      query: '{ dish { line } }',
      data: { dish: { line: '240 for 100 at 2' } },
    },
    'with all of them selected, in any order': {
      query: '{ dish { line net gross id cost } }',
      data: { dish: { line: '240 for 100 at 2', net: 120, gross: 240, id: 'd', cost: 100 } },
    },
  },
};
