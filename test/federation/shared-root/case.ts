import type { FederationCase } from '../federation-case.ts';

const ids = ['1', '2'];
const items = (more: (id: string) => object) => ids.map((id) => ({ id, ...more(id) }));
const names = items((id) => ({ name: { id: `n${id}`, brand: `brand ${id}` } }));
const prices = items((id) => ({ price: { id: `p${id}`, amount: Number(id) * 10 } }));
const kinds = items((id) => ({ kind: id === '1' ? 'big' : null, name: { id: `n${id}`, model: `model ${id}` } }));

export const federationCase: FederationCase = {
  resolvers: {
    names: { Query: { item: names[0], items: names } },
    prices: { Query: { item: prices[0], items: prices } },
    kinds: { Query: { item: kinds[0], items: kinds } },
  },
  operations: {
    'a root field without keys is put together from all its subgraphs': {
      query: '{ item { name { brand model id } price { amount } kind } }',
      data: { item: { name: { brand: 'brand 1', model: 'model 1', id: 'n1' }, price: { amount: 10 }, kind: 'big' } },
    },
    'lists are put together member by member': {
      query: '{ items { kind id price { amount } name { model brand } } }',
      data: {
        items: [
          { kind: 'big', id: '1', price: { amount: 10 }, name: { model: 'model 1', brand: 'brand 1' } },
          { kind: null, id: '2', price: { amount: 20 }, name: { model: 'model 2', brand: 'brand 2' } },
        ],
      },
    },
    'under aliases': {
      query: '{ a: item { price { amount } } b: item { kind n: name { brand m: model } } }',
      data: { a: { price: { amount: 10 } }, b: { kind: 'big', n: { brand: 'brand 1', m: 'model 1' } } },
    },
  },
};
