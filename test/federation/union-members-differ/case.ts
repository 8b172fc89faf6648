import type { FederationCase } from '../federation-case.ts';

const book = { __typename: 'Book', id: 'b', title: 'Ink', pages: 10, isbn: '978' };

export const federationCase: FederationCase = {
  resolvers: {
    left: {
      Query: {
        mine: { __typename: 'Film', id: 'f', title: 'Sky' },
        both: book,
        viewer: { id: 'v', media: book, list: [book, null] },
      },
    },
    right: {
      Query: { theirs: { __typename: 'Game', id: 'g', players: 2 }, both: book },
      Viewer: { media: book, list: [book, null], name: 'Vi' },
      Book: { isbn: '978' },
    },
  },
  operations: {
    'fragments on members that the subgraph does not have are not sent to it': {
      query:
        '{ mine { ... on Film { title } ... on Game { players } } theirs { ... on Film { title } ... on Game { players } } }',
      data: { mine: { title: 'Sky' }, theirs: { players: 2 } },
    },
    'a member that both have is joined from both': {
      query: '{ both { __typename ... on Book { title isbn pages } ... on Game { players } ... on Film { id } } }',
      data: { both: { __typename: 'Book', title: 'Ink', isbn: '978', pages: 10 } },
    },
    'below an entity': {
      query:
        '{ viewer { name media { ... on Book { isbn title } ... on Film { title } } list { __typename ... on Game { players } } } }',
      data: { viewer: { name: 'Vi', media: { isbn: '978', title: 'Ink' }, list: [{ __typename: 'Book' }, null] } },
    },
    'a type that can only be had elsewhere shows nothing': {
      query: '{ mine { ... on Game { players } } }',
      data: { mine: {} },
    },
  },
};
