import { found, users, type User } from './catalogue.ts';
import { federationLink, type Subgraph } from './subgraph.ts';

const userOf = (id: string): User =>
  found(
    users.find((user) => user.id === id),
    id,
  );

export const usersSubgraph: Subgraph = {
  name: 'users',
  sdl: `${federationLink}
    type Query {
      me: User
      user(id: ID!): User
      users: [User]
    }
    type User @key(fields: "id") {
      id: ID!
      name: String
      username: String @shareable
      birthday: Int
    }
  `,
  resolvers: {
    Query: {
      me: () => users[0],
      user: (_source: unknown, { id }: { id: string }) => users.find((user) => user.id === id),
      users: () => users,
    },
    User: { __resolveReference: ({ id }: { id: string }) => userOf(id) },
  },
};
