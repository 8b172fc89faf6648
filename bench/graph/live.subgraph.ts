import { federationLink, type Subgraph } from './subgraph.ts';

/** Events only: they come from the publisher, and what a product is beyond its key from other subgraphs. */
export const liveSubgraph: Subgraph = {
  name: 'live',
  sdl: `${federationLink}
    type Subscription {
      reviewAdded(after: String): ReviewAdded!
    }
    type ReviewAdded {
      cursor: String!
      id: ID!
      body: String
      product: Product
    }
    type Product @key(fields: "upc", resolvable: false) {
      upc: String!
    }
  `,
  resolvers: {},
};
