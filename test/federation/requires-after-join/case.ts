import type { FederationCase } from '../federation-case.ts';

interface Key {
  id: string;
}
const author = (id: string) => ({ id, pen: `pen ${id}`, books: 1 });

export const federationCase: FederationCase = {
  resolvers: {
    authors: { Query: { author: author('a') }, Author: { __resolveReference: ({ id }: Key) => author(id) } },
    books: {
      Query: { newest: { isbn: 'b0', by: { id: 'n' } } },
      Author: {
        works: ({ id }: Key) => [{ isbn: `b${id}`, by: { id } }],
        cover: ({ pen }: { pen: string }) => `by ${pen}`,
      },
    },
    shelves: { Book: { shelf: 5 } },
  },
  operations: {
    'of the entity that was joined': {
      query: '{ author { cover works { shelf } } }',
      data: { author: { cover: 'by pen a', works: [{ shelf: 5 }] } },
    },
    'of an entity that stands at the root of the subgraph that requires': {
      query: '{ newest { by { cover pen } shelf } }',
      data: { newest: { by: { cover: 'by pen n', pen: 'pen n' }, shelf: 5 } },
    },
    'of an entity that the join brought': {
      query: '{ author { works { by { cover } } } }',
      data: { author: { works: [{ by: { cover: 'by pen a' } }] } },
    },
  },
};
