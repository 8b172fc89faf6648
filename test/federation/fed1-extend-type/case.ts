import { findBy } from '../entity-table.ts';
import type { FederationCase } from '../federation-case.ts';

const users = [
  { id: 'u1', name: 'Una', email: 'una@sea' },
  { id: 'u2', name: null, email: 'two@hill' },
];
const posts = [{ id: 'p1', text: 'One', author: { id: 'u2', name: 'Provided' } }];

export const federationCase: FederationCase = {
  federation1: ['users', 'posts'],
  resolvers: {
    users: { Query: { me: users[0], users: [...users, null] }, User: { __resolveReference: findBy(users, 'id') } },
    posts: {
      Query: { posts },
      User: {
        posts: ({ id }: { id: string }) => posts.filter(({ author }) => author.id === id),
        domain: ({ email }: { email: string }) => email.split('@')[1],
      },
    },
  },
  operations: {
    'types are extended by another subgraph': {
      query: '{ me { name posts { text } } users { posts { id } } }',
      data: { me: { name: 'Una', posts: [] }, users: [{ posts: [] }, { posts: [{ id: 'p1' }] }, null] },
    },
    'required fields of an extension': {
      query: '{ users { domain } posts { author { domain } } }',
      data: { users: [{ domain: 'sea' }, { domain: 'hill' }, null], posts: [{ author: { domain: 'hill' } }] },
    },
    'provided fields of an extension': {
      query: '{ posts { author { name id } } }',
      data: { posts: [{ author: { name: 'Provided', id: 'u2' } }] },
      silent: ['users'],
    },
  },
};
