import type { FederationCase } from '../federation-case.ts';

const show = (_root: unknown, args: object) => JSON.stringify(args);

export const federationCase: FederationCase = {
  resolvers: { search: { Query: { search: show } }, browse: { Query: { browse: show } } },
  operations: {
    'fields that all subgraphs have are taken, with their defaults': {
      query: 'query ($f: Filter) { search(filter: $f) browse(filter: $f) }',
      variables: { f: { text: 'x', nested: { from: 1 }, kind: 'B' } },
      data: {
        search: '{"filter":{"text":"x","first":5,"nested":{"from":1},"kind":"B"}}',
        browse: '{"filter":{"text":"x","first":5,"nested":{"from":1},"kind":"B"}}',
      },
    },
    'a field of one subgraph only is not': {
      query: 'query ($f: Filter) { browse(filter: $f) }',
      variables: { f: { text: 'x', after: 'y' } },
      data: undefined,
      errors: [{ code: 'BAD_USER_INPUT' }],
    },
    'also deep in one': {
      query: '{ browse(filter: { text: "x", nested: { from: 1, step: 2 } }) }',
      data: undefined,
      errors: [{ code: 'GRAPHQL_VALIDATION_FAILED' }],
    },
    'lists of inputs, written out and as variables': {
      query:
        'query ($one: Filter!, $from: Int!) { search(filters: [$one, { text: "b", nested: { from: $from, to: null } }]) }',
      variables: { one: { text: 'a', first: null }, from: 3 },
      data: {
        search: '{"filters":[{"text":"a","first":null},{"text":"b","first":5,"nested":{"from":3,"to":null}}]}',
      },
    },
  },
};
