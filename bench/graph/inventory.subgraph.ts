import { inStock, shippingEstimate, type Product } from './catalogue.ts';
import { federationLink, type Subgraph } from './subgraph.ts';

export const inventorySubgraph: Subgraph = {
  name: 'inventory',
  sdl: `${federationLink}
    extend type Product @key(fields: "upc") {
      upc: String! @external
      price: Int @external
      weight: Int @external
      inStock: Boolean
      shippingEstimate: Int @requires(fields: "price weight")
    }
  `,
  resolvers: {
    Product: {
      __resolveReference: (reference: Partial<Product>) => reference,
      inStock: ({ upc }: Product) => inStock.has(upc),
      shippingEstimate: (product: Product) => shippingEstimate(product),
    },
  },
};
