import { found, products, topCount } from './catalogue.ts';
import { federationLink, type Subgraph } from './subgraph.ts';

export const productsSubgraph: Subgraph = {
  name: 'products',
  sdl: `${federationLink}
    type Query {
      topProducts(first: Int = ${topCount}): [Product]
    }
    type Product @key(fields: "upc") {
      upc: String!
      name: String
      price: Int
      weight: Int
    }
  `,
  resolvers: {
    Query: { topProducts: (_source: unknown, { first }: { first: number }) => products.slice(0, first) },
    Product: {
      __resolveReference: ({ upc }: { upc: string }) =>
        found(
          products.find((product) => product.upc === upc),
          upc,
        ),
    },
  },
};
