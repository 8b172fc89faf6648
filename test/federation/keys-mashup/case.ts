import { findBy } from '../entity-table.ts';
import type { FederationCase } from '../federation-case.ts';

interface Bottle {
  id: string;
  code?: string;
}
const bottle = (id: string) => ({ id, code: `k${id}`, label: { maker: `maker ${id}`, year: 1990 }, litres: 0.7 });
const crate = { id: 'c', bottles: [bottle('1'), bottle('2')] };

export const federationCase: FederationCase = {
  resolvers: {
    alpha: {
      Query: { crates: [crate] },
      Crate: { __resolveReference: findBy([crate], 'id') },
      Bottle: { __resolveReference: ({ id }: Bottle) => bottle(id) },
    },
    beta: {
      Bottle: {
        __resolveReference: ({ id, code }: Bottle) => bottle(id || (code ?? '').slice(1)),
        taste: ({ label }: { label: { maker: string } }) => `of ${label.maker}`,
      },
    },
    gamma: {
      Query: { best: { code: 'k2' } },
      Bottle: { price: ({ code }: { code: string }) => code.length * 10, crate: { id: 'c' } },
      Crate: { shelf: 3 },
    },
  },
  operations: {
    'a nested key into the middle, a plain one out of it': {
      query: '{ crates { shelf bottles { litres taste price } } }',
      data: {
        crates: [
          {
            shelf: 3,
            bottles: [
              { litres: 0.7, taste: 'of maker 1', price: 20 },
              { litres: 0.7, taste: 'of maker 2', price: 20 },
            ],
          },
        ],
      },
    },
    'the same from the far end': {
      query: '{ best { label { year maker } taste crate { bottles { id price } } } }',
      data: {
        best: {
          label: { year: 1990, maker: 'maker 2' },
          taste: 'of maker 2',
          crate: {
            bottles: [
              { id: '1', price: 20 },
              { id: '2', price: 20 },
            ],
          },
        },
      },
    },
    'parts of the keys under names of other parts': {
      query: '{ crates { bottles { id: litres code: taste label { year: maker maker: year } price } } }',
      data: {
        crates: [
          {
            bottles: ['1', '2'].map((id) => ({
              id: 0.7,
              code: `of maker ${id}`,
              label: { year: `maker ${id}`, maker: 1990 },
              price: 20,
            })),
          },
        ],
      },
      oracle: { differsIn: 'answer', because: 'It mixes parts of the key with the aliases of their names.' },
    },
  },
};
