import { findBy } from '../entity-table.ts';
import type { FederationCase } from '../federation-case.ts';

const cats = [
  { __typename: 'Cat', id: '1', name: 'Tom', lives: 9 },
  { __typename: 'Cat', id: '2', name: 'Kit', lives: 7 },
];
const known = findBy(cats, 'id');
const chosen = (_parent: unknown, { ids }: { ids?: readonly string[] }) => (ids ?? ['1', '2']).map((id) => ({ id }));

/** Fields of an entity's type and of the interface object that stands for it, required of one subgraph at once. */
export const federationCase: FederationCase = {
  resolvers: {
    zoo: { Query: { animals: cats }, Animal: { __resolveReference: known }, Cat: { __resolveReference: known } },
    home: { Query: { cats: chosen }, Cat: { friends: chosen } },
    news: { Animal: { headline: ({ name }: { name?: string }) => (name === undefined ? null : `${name} is well`) } },
  },
  operations: {
    'come together': {
      query: '{ cats(ids: ["2", "1"]) { lives headline } }',
      data: {
        cats: [
          { lives: 7, headline: 'Kit is well' },
          { lives: 9, headline: 'Tom is well' },
        ],
      },
    },
    'also where one item is written for its list': {
      query: '{ cats(ids: "1") { friends(ids: "2") { lives headline } } }',
      data: { cats: [{ friends: [{ lives: 7, headline: 'Kit is well' }] }] },
    },
  },
};
