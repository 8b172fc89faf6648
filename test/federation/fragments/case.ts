import type { FederationCase } from '../federation-case.ts';

const quoted = { __typename: 'Page', id: 'p2', title: null, blocks: [] };
const picture = { __typename: 'Picture', id: 'i1', width: 40 };
const page = {
  __typename: 'Page',
  id: 'p1',
  title: 'Home',
  blocks: [picture, { __typename: 'Quote', words: 'So.', of: quoted }, quoted],
};
const views = ({ id }: { id: string }, { since }: { since: number }) => id.length + since;

export const federationCase: FederationCase = {
  resolvers: {
    cms: { Query: { page, pages: [page, quoted], nodes: [picture, null, quoted] } },
    stats: { Page: { views }, Picture: { views } },
  },
  operations: {
    'named fragments in named fragments, with variables': {
      query: `query Q($since: Int!) { page { ...P blocks { ...B } } }
        fragment P on Page { title views(since: $since) }
        fragment B on Block { __typename ...I ... on Page { ...P } ... on Quote { words of { ... on Page { ...P } } } }
        fragment I on Picture { width views }`,
      variables: { since: 5 },
      data: {
        page: {
          title: 'Home',
          views: 7,
          blocks: [
            { __typename: 'Picture', width: 40, views: 2 },
            { __typename: 'Quote', words: 'So.', of: { title: null, views: 7 } },
            { __typename: 'Page', title: null, views: 7 },
          ],
        },
      },
    },
    'on interfaces that only some of the types have': {
      query:
        '{ page { blocks { ... on Titled { title } ... on Node { id ... on Picture { width } } } } nodes { ... on Titled { title ... on Page { views } } id } }',
      data: {
        page: { blocks: [{ id: 'i1', width: 40 }, {}, { title: null, id: 'p2' }] },
        nodes: [{ id: 'i1' }, null, { title: null, views: 2, id: 'p2' }],
      },
    },
    'without a type, at the root and below': {
      query:
        '{ ... { page { ... { title ... { views } } } } ...R } fragment R on Query { pages { ... @include(if: true) { id } views } }',
      data: {
        page: { title: 'Home', views: 2 },
        pages: [
          { id: 'p1', views: 2 },
          { id: 'p2', views: 2 },
        ],
      },
    },
    'that never fit show nothing, and only what is used is sent': {
      query:
        'query A { page { ... on Titled { ... on Page { id } } blocks { ... on Node { ... on Titled { title } } } } } query B { nodes { id } }',
      operationName: 'A',
      data: { page: { id: 'p1', blocks: [{}, {}, { title: null }] } },
      silent: ['stats'],
      oracle: { differsIn: 'answer', because: 'It loses a fragment on a type in one on its interface.' },
    },
  },
};
