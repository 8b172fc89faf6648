import { findBy } from '../entity-table.ts';
import { reportsNoNulls, type FederationCase } from '../federation-case.ts';

const items = [
  { __typename: 'Lamp', id: 'l', name: 'Sun', watts: 9 },
  { __typename: 'Desk', id: 'd', name: 'Oak', legs: 4 },
];
const dark = {
  __typename: 'Lamp',
  id: 'x',
  watts: () => {
    throw new Error('It has no bulb.');
  },
};
const known = findBy([...items, dark], 'id');
const reviews = (id: string, first: number) =>
  Array.from({ length: first }, (_, index) => ({ text: `${id}${index}`, item: { id: 'd' } }));

export const federationCase: FederationCase = {
  resolvers: {
    goods: {
      Query: { items, lamp: items[0], item: (_root: unknown, { id }: { id: string }) => findBy(items, 'id')({ id }) },
      Item: { __resolveReference: known },
      Lamp: { __resolveReference: known },
      Desk: { __resolveReference: known },
    },
    reviews: {
      Query: { bestItem: { id: 'd' }, worst: [{ id: 'l' }, null, { id: 'gone' }], dark: [{ id: 'x' }, { id: 'l' }] },
      Item: {
        stars: ({ id }: { id: string }) => (id === 'l' ? 3 : 5),
        reviews: ({ id }: { id: string }, { first }: { first: number }) => reviews(id, first),
      },
    },
  },
  operations: {
    'its fields are joined to every type of the interface': {
      query: '{ items { name stars reviews(first: 1) { text } } lamp { stars watts } }',
      data: {
        items: [
          { name: 'Sun', stars: 3, reviews: [{ text: 'l0' }] },
          { name: 'Oak', stars: 5, reviews: [{ text: 'd0' }] },
        ],
        lamp: { stars: 3, watts: 9 },
      },
    },
    'its own objects get their type from the subgraph that knows it': {
      query: '{ bestItem { __typename stars name ... on Desk { legs } ... on Lamp { watts } } }',
      data: { bestItem: { __typename: 'Desk', stars: 5, name: 'Oak', legs: 4 } },
    },
    'also where only a type is asked for': {
      query: '{ bestItem { kind: __typename } }',
      data: { bestItem: { kind: 'Desk' } },
    },
    'not where the type does not matter': {
      query: '{ bestItem { id stars } }',
      data: { bestItem: { id: 'd', stars: 5 } },
      silent: ['goods'],
    },
    'through its own types and back': {
      query: '{ item(id: "l") { reviews { item { name reviews(first: 1) { text } } } } }',
      data: {
        item: {
          reviews: [
            { item: { name: 'Oak', reviews: [{ text: 'd0' }] } },
            { item: { name: 'Oak', reviews: [{ text: 'd0' }] } },
          ],
        },
      },
    },
    'fragments on a type filter its objects': {
      query:
        '{ worst { ... on Lamp { stars } } bestItem { ... on Lamp { stars } ... on Desk { reviews(first: 1) { text } } } }',
      data: { worst: [{ stars: 3 }, null, {}], bestItem: { reviews: [{ text: 'd0' }] } },
    },
    'an object whose type nobody knows is null where the type is asked for': {
      query: '{ worst { id __typename } }',
      data: { worst: [{ id: 'l', __typename: 'Lamp' }, null, null] },
      errors: [{ path: ['worst', 2] }],
      oracle: reportsNoNulls,
    },
    'so is one that fails for a field of its type': {
      query: '{ dark { ... on Lamp { watts } } }',
      data: { dark: [null, { watts: 9 }] },
      errors: [{ path: ['dark', 0, 'watts'], message: 'It has no bulb.' }],
      oracle: {
        differsIn: 'answer',
        because: 'It shows an object without fields, though a field of its type has failed.',
      },
    },
    'and ask each type for other fields': {
      query: '{ worst { ... on Desk { reviews(first: 1) { text } } ... on Lamp { id stars } } }',
      data: { worst: [{ id: 'l', stars: 3 }, null, {}] },
    },
    'also behind such an object': {
      query:
        '{ bestItem { ... on Desk { reviews(first: 1) { item { ... on Desk { reviews(first: 1) { text } } } } } } }',
      data: { bestItem: { reviews: [{ item: { reviews: [{ text: 'd0' }] } }] } },
    },
  },
};
