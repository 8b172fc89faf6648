import type { FederationCase } from '../federation-case.ts';

interface Key {
  id: string;
}
const book = (isbn: string) => ({ isbn, title: `title ${isbn}` });
const shown = (isbn: string, by: string) => ({ title: `title ${isbn}`, by: { name: `name ${by}` } });

/** The books 1 and 2 are by one author. */
export const federationCase: FederationCase = {
  resolvers: {
    shop: {
      Query: { shelves: [{ books: [book('1'), book('2'), book('2')] }, { books: [book('3'), book('2'), book('1')] }] },
    },
    library: { Book: { by: ({ isbn }: { isbn: string }) => ({ id: isbn === '3' ? 'b' : 'a' }) } },
    people: {
      Author: { name: ({ id }: Key) => `name ${id}`, friend: ({ id }: Key) => (id === 'a' ? { id: 'b' } : null) },
    },
  },
  operations: {
    'what is joined to an entity shows wherever it stands': {
      query: '{ shelves { books { title by { name } } } }',
      data: {
        shelves: [
          { books: [shown('1', 'a'), shown('2', 'a'), shown('2', 'a')] },
          { books: [shown('3', 'b'), shown('2', 'a'), shown('1', 'a')] },
        ],
      },
    },
    'also where it stands once more further down': {
      query: '{ shelves { books { by { id friend { id name } } } } }',
      data: {
        shelves: [
          { books: Array.from({ length: 3 }, () => ({ by: { id: 'a', friend: { id: 'b', name: 'name b' } } })) },
          {
            books: [
              { by: { id: 'b', friend: null } },
              { by: { id: 'a', friend: { id: 'b', name: 'name b' } } },
              { by: { id: 'a', friend: { id: 'b', name: 'name b' } } },
            ],
          },
        ],
      },
    },
  },
};
