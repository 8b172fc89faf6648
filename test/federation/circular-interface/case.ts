import type { FederationCase } from '../federation-case.ts';

interface Relative {
  __typename: string;
  id: string;
  friend?: unknown;
  children?: unknown[];
  parent?: unknown;
}
const parent: Relative = { __typename: 'Parent', id: 'p' };
const child: Relative = { __typename: 'Child', id: 'c', parent, friend: parent };
parent.friend = child;
parent.children = [child];
const name = ({ id }: { id: string }) => `name of ${id}`;

export const federationCase: FederationCase = {
  resolvers: {
    family: { Query: { person: child, root: parent } },
    names: { Parent: { name }, Child: { name } },
  },
  operations: {
    'objects that lead back to themselves': {
      query: '{ person { friend { friend { friend { name id } ... on Child { parent { name } } } name } } }',
      data: {
        person: {
          friend: {
            friend: { friend: { name: 'name of p', id: 'p' }, parent: { name: 'name of p' } },
            name: 'name of p',
          },
        },
      },
    },
    'with other parts of one object at each level': {
      query: '{ root { children { parent { name children { id friend { id } } } } friend { ... on Child { name } } } }',
      data: {
        root: {
          children: [{ parent: { name: 'name of p', children: [{ id: 'c', friend: { id: 'p' } }] } }],
          friend: { name: 'name of c' },
        },
      },
    },
    'a field that is there in any case, and once more on a condition': {
      query:
        'query ($t: Boolean!) { person { friend { friend @include(if: $t) { name ... on Child { name @skip(if: $t) } } } } }',
      variables: { t: true },
      data: { person: { friend: { friend: { name: 'name of c' } } } },
    },
  },
};
