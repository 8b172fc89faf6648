import type { FederationCase } from '../federation-case.ts';

interface Order {
  lines: { sku: string }[];
}
const line = (sku: string) => ({ sku, count: sku.length });

export const federationCase: FederationCase = {
  resolvers: {
    orders: { Query: { orders: [{ lines: [line('a'), line('bb')] }, { lines: [] }, { lines: [line('a')] }] } },
    shipping: { Order: { boxes: ({ lines }: Order) => lines.length, firstSku: ({ lines }: Order) => lines[0]?.sku } },
  },
  operations: {
    'a key may hold a list of objects, also an empty one': {
      query: '{ orders { boxes firstSku lines { count } } }',
      data: {
        orders: [
          { boxes: 2, firstSku: 'a', lines: [{ count: 1 }, { count: 2 }] },
          { boxes: 0, firstSku: null, lines: [] },
          { boxes: 1, firstSku: 'a', lines: [{ count: 1 }] },
        ],
      },
    },
  },
};
