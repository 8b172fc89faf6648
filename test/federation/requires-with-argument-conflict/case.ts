import type { FederationCase } from '../federation-case.ts';

const rates: Record<string, number> = { CNY: 100, USD: 14, EUR: 13 };
interface Quoted {
  price: number;
  weight: number;
}

export const federationCase: FederationCase = {
  resolvers: {
    goods: {
      Query: { goods: [{ id: 'g1' }] },
      Good: {
        price: (_good: unknown, { currency }: { currency: string }) => rates[currency],
        weight: (_good: unknown, { unit }: { unit: string }) => (unit === 'kg' ? 10 : 22),
      },
    },
    shipping: {
      Good: {
        inland: ({ price, weight }: Quoted) => `${price} for ${weight}`,
        abroad: ({ price, weight }: Quoted) => `${price} for ${weight}`,
      },
    },
    customs: { Good: { duty: ({ price }: Quoted) => price } },
  },
  operations: {
    'one field is required with two sets of arguments': {
      query: '{ goods { inland abroad duty } }',
      data: { goods: [{ inland: '100 for 10', abroad: '14 for 22', duty: 13 }] },
      oracle: { differsIn: 'answer', because: 'It asks for the field once, with the arguments of one of them.' },
    },
    'and a third by the client': {
      query: '{ goods { price(currency: "USD") inland abroad } }',
      data: { goods: [{ price: 14, inland: '100 for 10', abroad: '14 for 22' }] },
      oracle: { differsIn: 'answer', because: 'It asks for the field once, with the arguments of one of them.' },
    },
    'at one place, and at another with the arguments of one': {
      query: '{ few: goods { abroad } goods { duty abroad } }',
      data: {
        few: [{ abroad: '14 for 22' }],
        goods: [{ duty: 13, abroad: '14 for 22' }],
      },
      oracle: { differsIn: 'answer', because: 'It asks for the field once, with the arguments of one of them.' },
    },
  },
};
