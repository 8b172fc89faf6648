import { GraphQLScalarType } from 'graphql';
import type { FederationCase } from '../federation-case.ts';

const Instant = new GraphQLScalarType<number, string>({
  name: 'Instant',
  serialize: (value) => new Date(Number(value)).toISOString(),
  parseValue: (value) => Date.parse(String(value)),
});
const events = [
  { at: 0, body: { any: ['shape', 1, null], __typename: 'Trap' } },
  { at: 86_400_000, body: 'text' },
];

export const federationCase: FederationCase = {
  resolvers: {
    clock: {
      Instant,
      Query: {
        now: 1000,
        never: () => {
          throw new Error('Never.');
        },
        events: (_root: unknown, { since = 0 }: { since?: number }) => events.filter(({ at }) => at >= since),
      },
    },
    rooms: {
      Instant,
      Event: {
        __resolveReference: ({ at }: { at: string }) => ({ at: Date.parse(at) }),
        room: (_event: unknown, { as }: { as?: unknown }) => as ?? { open: true },
        bodies: [[0, false], null, ['', { deep: { er: [] } }]],
      },
    },
  },
  operations: {
    'a key may be one, as the subgraph wrote it': {
      query: 'query ($since: Instant) { now events(since: $since) { at room body } }',
      variables: { since: '1970-01-01T12:00:00Z' },
      data: {
        now: '1970-01-01T00:00:01.000Z',
        events: [{ at: '1970-01-02T00:00:00.000Z', room: { open: true }, body: 'text' }],
      },
    },
    'one that fails is null under whatever name, also that of something which objects inherit': {
      query: '{ now toString: never }',
      data: null,
      errors: [{ path: ['toString'], message: 'Never.' }],
    },
    'also where null may stand': {
      query: '{ toString: soon valueOf: now }',
      data: { toString: null, valueOf: '1970-01-01T00:00:01.000Z' },
    },
    'objects, lists and plain values pass untouched, both ways': {
      query: 'query ($as: Blob) { events { body room(as: $as) bodies } }',
      variables: { as: { id: [1, { x: null }], __typename: 'Trick' } },
      data: {
        events: events.map(({ body }) => ({
          body,
          room: { id: [1, { x: null }], __typename: 'Trick' },
          bodies: [[0, false], null, ['', { deep: { er: [] } }]],
        })),
      },
    },
  },
};
