import { reportsNoNulls, type FederationCase } from '../federation-case.ts';

type Link = Record<string, string>;
const next = (from: string, to: string) => (key: Link) => ({
  ...key,
  [to]: key[from] === `${from}9` ? null : `${to}${key[from]?.slice(1)}`,
});

export const federationCase: FederationCase = {
  resolvers: {
    one: { Query: { start: { a: 'a1' }, many: [{ a: 'a2' }, null, { a: 'a9' }, { a: 'a2' }] } },
    two: { Link: { __resolveReference: next('a', 'b') } },
    three: { Link: { __resolveReference: (key: Link) => (key.b ? next('b', 'c')(key) : null) } },
    four: { Link: { end: ({ c }: { c: string }) => `end of ${c}`, next: { c: 'c7' } } },
  },
  operations: {
    'four subgraphs are gone through by three keys': {
      query: '{ start { end } }',
      data: { start: { end: 'end of c1' } },
    },
    'and back, for an entity that begins at the far end': {
      query: '{ start { next { c end } } }',
      data: { start: { next: { c: 'c7', end: 'end of c7' } } },
    },
    'lists go the same way, null members stay, and a chain that breaks nulls its member': {
      query: '{ many { end } }',
      data: { many: [{ end: 'end of c2' }, null, null, { end: 'end of c2' }] },
      errors: [{ path: ['many', 2, 'end'] }],
      oracle: reportsNoNulls,
    },
  },
};
