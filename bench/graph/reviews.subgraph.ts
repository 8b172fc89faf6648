import { found, reviews, users, type Product, type Review, type User } from './catalogue.ts';
import { federationLink, type Subgraph } from './subgraph.ts';

export const reviewsSubgraph: Subgraph = {
  name: 'reviews',
  sdl: `${federationLink}
    type Review @key(fields: "id") {
      id: ID!
      body: String
      author: User @provides(fields: "username")
      product: Product
    }
    extend type User @key(fields: "id") {
      id: ID! @external
      username: String @external
      reviews: [Review]
    }
    extend type Product @key(fields: "upc") {
      upc: String! @external
      reviews: [Review]
    }
  `,
  resolvers: {
    Review: {
      __resolveReference: ({ id }: Review) => reviews.find((review) => review.id === id),
      author: ({ authorId }: Review) => ({ id: authorId }),
      product: ({ productUpc }: Review) => ({ upc: productUpc }),
    },
    User: {
      __resolveReference: ({ id }: User) => ({ id }),
      username: ({ id }: User) =>
        found(
          users.find((user) => user.id === id),
          id,
        ).username,
      reviews: ({ id }: User) => reviews.filter(({ authorId }) => authorId === id),
    },
    Product: {
      __resolveReference: ({ upc }: Product) => ({ upc }),
      reviews: ({ upc }: Product) => reviews.filter(({ productUpc }) => productUpc === upc),
    },
  },
};
