import type { FederationCase } from '../federation-case.ts';

interface Product {
  id: string;
  code: string;
}
interface Deal {
  products: Product[];
}

export const federationCase: FederationCase = {
  resolvers: {
    lists: { Query: { ranked: [{ products: [{ id: '1' }, { id: '2' }] }, { products: [] }] } },
    codes: { Product: { code: ({ id }: Product) => `code ${id}` } },
    bundles: {
      Deal: { price: ({ products }: Deal) => products.reduce((sum, { code }) => sum + code.length, 0) },
      Product: { weight: ({ code, id }: Product) => code.length + Number(id) },
    },
  },
  operations: {
    'a key into the objects of a list, whose own key comes from another subgraph': {
      query: '{ ranked { price products { weight } } }',
      data: {
        ranked: [
          { price: 12, products: [{ weight: 7 }, { weight: 8 }] },
          { price: 0, products: [] },
        ],
      },
    },
  },
};
