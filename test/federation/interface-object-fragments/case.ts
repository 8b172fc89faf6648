import { findBy } from '../entity-table.ts';
import type { FederationCase } from '../federation-case.ts';

interface Key {
  id: string;
}
const dog = { __typename: 'Dog', id: 'd', name: 'Rex', bark: 'wuff' };
const bee = { __typename: 'Bee', id: 'b', name: 'Maja', hive: 7 };
const elk = { __typename: 'Elk', id: 'e', name: 'Olaf' };
const known = findBy([dog, bee, elk], 'id');
const peers: Record<string, string> = { d: 'b', b: 'd' };

export const federationCase: FederationCase = {
  resolvers: {
    zoo: {
      Query: { first: dog },
      Being: { __resolveReference: known },
      Dog: { __resolveReference: known },
      Bee: { __resolveReference: known },
      Elk: { __resolveReference: known },
    },
    marks: {
      Query: { marked: [{ id: 'd' }, { id: 'b' }, { id: 'e' }] },
      Being: {
        mark: ({ id }: Key) => id.charCodeAt(0),
        peer: ({ id }: Key) => (peers[id] ? { id: peers[id] } : null),
        headline: ({ name }: { name: string }) => `${name}!`,
      },
    },
  },
  operations: {
    'on one type of what a join gave': {
      query: '{ first { peer { ... on Bee { mark } ... on Elk { headline } } } }',
      data: { first: { peer: { mark: 98 } } },
    },
    'with nothing of the interface itself': {
      query: '{ first { peer { ... on Bee { mark } } } }',
      data: { first: { peer: { mark: 98 } } },
    },
    'on two types, each with a field of the interface object': {
      query: '{ marked { ... on Elk { key: id } ... on Bee { peer { id } } } }',
      data: { marked: [{}, { peer: { id: 'd' } }, { key: 'e' }] },
    },
    'on another interface that all of the types have': {
      query: '{ first { peer { ... on Named { name } ... on Thing { id } } } marked { ... on Thing { id } } }',
      data: { first: { peer: { name: 'Maja', id: 'b' } }, marked: [{ id: 'd' }, { id: 'b' }, { id: 'e' }] },
      oracle: { differsIn: 'answer', because: 'It fails on another interface in an interface object.' },
    },
    'on a union that has some of the types': {
      query: '{ marked { ... on Pet { ... on Being { headline } } } }',
      data: { marked: [{ headline: 'Rex!' }, { headline: 'Maja!' }, {}] },
      oracle: { differsIn: 'answer', because: 'It fails on a union in an interface object.' },
    },
    'on a union of what a join gave': {
      query: '{ first { peer { headline ... on Pet { __typename } } } }',
      data: { first: { peer: { headline: 'Maja!', __typename: 'Bee' } } },
      oracle: { differsIn: 'answer', because: 'It fails on a union in an interface object.' },
    },
    'with fields of the types behind': {
      query: '{ marked { mark ... on Dog { bark } ... on Bee { hive headline } } }',
      data: { marked: [{ mark: 100, bark: 'wuff' }, { mark: 98, hive: 7, headline: 'Maja!' }, { mark: 101 }] },
    },
  },
};
