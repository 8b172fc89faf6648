import type { FederationCase } from '../federation-case.ts';

interface Key {
  id: string;
}
const found = ({ id }: Key) => {
  if (id.startsWith('u')) return { __typename: 'User', id, name: `name of ${id}` };
  return id.startsWith('c') ? { __typename: 'Chat', id } : null;
};
const node = (_root: unknown, key: Key) => found(key);

export const federationCase: FederationCase = {
  resolvers: {
    users: {
      Query: { node, nodes: (_root: unknown, { ids }: { ids: string[] }) => ids.map((id) => found({ id })) },
      User: { __resolveReference: found },
    },
    chats: { Query: { node }, Chat: { topic: ({ id }: Key) => `topic of ${id}`, by: { id: 'u9' } } },
  },
  operations: {
    'any object by its id, whichever subgraphs its fields are in': {
      query:
        'query ($id: ID!) { node(id: $id) { __typename id ... on Chat { topic by { name } } ... on User { name } } }',
      variables: { id: 'c1' },
      data: { node: { __typename: 'Chat', id: 'c1', topic: 'topic of c1', by: { name: 'name of u9' } } },
    },
    'of another type': {
      query: '{ node(id: "u1") { ... on Chat { topic } ... on User { name } } }',
      data: { node: { name: 'name of u1' } },
    },
    'several, with one that is not there and one that is there twice': {
      query: '{ nodes(ids: ["c1", "x", "u1", "c1"]) { id ... on Chat { topic } } none: node(id: "x") { id } }',
      data: {
        nodes: [{ id: 'c1', topic: 'topic of c1' }, null, { id: 'u1' }, { id: 'c1', topic: 'topic of c1' }],
        none: null,
      },
    },
    'an id of no object': {
      query: '{ node(id: "") { id ... on Chat { by { name } } } }',
      data: { node: null },
    },
  },
};
