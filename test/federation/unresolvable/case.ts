import type { FederationCase, FederationOperation } from '../federation-case.ts';

const page = { __typename: 'Page', id: 'p', words: 300 };
const photo = { __typename: 'Photo', id: 'f', width: 4000 };
const entry = (_root: unknown, { id }: { id: string }) => (id === 'p' ? page : photo);
const refused: Pick<FederationOperation, 'errors' | 'silent' | 'oracle'> = {
  errors: [
    {
      code: 'OPERATION_NOT_PLANNED',
      message: 'The graph cannot answer this operation: its subgraphs have no way to all of its fields.',
    },
  ],
  silent: ['first', 'second'],
  oracle: { differsIn: 'answer', because: 'It refuses in other words, or leaves the field out.' },
};

/** What composition lets pass although no subgraph, or no chain of them, can answer it. */
export const federationCase: FederationCase = {
  resolvers: {
    first: { Query: { entry, page, thing: null }, Photo: { on: page } },
    second: { Query: { entry, other: { id: 't', size: 7 } }, Page: { photos: [photo] } },
  },
  operations: {
    'a field that each subgraph has for other types is refused as a whole': {
      query: '{ entry(id: "p") { id } }',
      ...refused,
    },
    'also beside what could be answered': {
      query: '{ page(id: "p") { words } entry(id: "p") { id ... on Photo { width } } }',
      ...refused,
    },
    'types that the subgraph which has the field does not know': { query: '{ thing { size } }', ...refused },
    'for one type at a time it is answered': {
      query:
        '{ page: entry(id: "p") { ... on Page { id words } } photo: entry(id: "f") { ... on Photo { id width } } }',
      data: { page: { id: 'p', words: 300 }, photo: { id: 'f', width: 4000 } },
    },
    'also where the other type comes': {
      query: '{ page: entry(id: "p") { ... on Photo { id } } photo: entry(id: "f") { __typename ... on Page { id } } }',
      data: { page: {}, photo: { __typename: 'Photo' } },
    },
    'and through the entities': {
      query: '{ page(id: "p") { photos { id width on { words } } } other { id size } }',
      data: { page: { photos: [{ id: 'f', width: 4000, on: { words: 300 } }] }, other: { id: 't', size: 7 } },
    },
  },
};
