import { findBy } from '../entity-table.ts';
import type { FederationCase } from '../federation-case.ts';

const books = [
  { isbn: 'b1', title: 'Rivers' },
  { isbn: 'b2', title: 'Roads' },
];
const ratings = [{ isbn: 'b1', stars: 4.5 }];

export const federationCase: FederationCase = {
  resolvers: {
    library: {
      Query: { books, book: (_root: unknown, { isbn }: { isbn: string }) => findBy(books, 'isbn')({ isbn }) },
      Book: { __resolveReference: findBy(books, 'isbn') },
    },
    reviews: { Book: { __resolveReference: findBy(ratings, 'isbn') } },
  },
  operations: {
    'a field of another subgraph is joined by the key, and is null where that one knows nothing': {
      query: '{ books { title stars isbn } }',
      data: {
        books: [
          { title: 'Rivers', stars: 4.5, isbn: 'b1' },
          { title: 'Roads', stars: null, isbn: 'b2' },
        ],
      },
    },
    'a null entity stays null, and nothing is asked for it': {
      query: '{ book(isbn: "none") { title stars } }',
      data: { book: null },
      silent: ['reviews'],
    },
    'fields of one subgraph need only that one': {
      query: '{ book(isbn: "b1") { title } }',
      data: { book: { title: 'Rivers' } },
      silent: ['reviews'],
    },
    'a client may give the name of the key to another field': {
      query: '{ book(isbn: "b1") { isbn: title stars id: isbn } }',
      data: { book: { isbn: 'Rivers', stars: 4.5, id: 'b1' } },
      oracle: { differsIn: 'answer', because: 'It gives the key where the other field was asked for.' },
    },
    'the key itself need not be selected': {
      query: '{ book(isbn: "b1") { stars } }',
      data: { book: { stars: 4.5 } },
    },
  },
};
