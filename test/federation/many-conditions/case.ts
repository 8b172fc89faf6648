import type { FederationCase } from '../federation-case.ts';

const names = ['a', 'b', 'c', 'd', 'e', 'f', 'g', 'h', 'i'];
const definitions = names.map((name) => `$${name}: Boolean! = true`).join();
const query = `query (${definitions}) {
  week @include(if: $a) {
    monday @include(if: $b) tuesday @skip(if: $c)
    ... on Week @include(if: $d) { wednesday saturday @skip(if: $e) }
    sunday @include(if: $f) { hours @skip(if: $g) ...S @include(if: $h) }
    sunday @skip(if: $i) { sunny }
  }
}
fragment S on Day { sunny @include(if: $a) }`;

/** More variables than there are plans for all of their combinations. */
export const federationCase: FederationCase = {
  resolvers: {
    days: { Query: { week: { id: 'w', monday: 1, tuesday: 2, wednesday: 3 } } },
    rest: { Week: { saturday: 6, sunday: { hours: 7, sunny: true } } },
  },
  operations: {
    'all as by their defaults': {
      query,
      data: { week: { monday: 1, wednesday: 3, sunday: { sunny: true } } },
    },
    'nothing of one subgraph': {
      query,
      variables: { e: true, f: false, i: true },
      data: { week: { monday: 1, wednesday: 3 } },
      silent: ['rest'],
      oracle: { differsIn: 'answer', because: 'It asks the subgraph for its type name.' },
    },
    'the other way round': {
      query,
      variables: { b: false, c: false, e: false, g: false, h: false, i: false },
      data: { week: { tuesday: 2, wednesday: 3, saturday: 6, sunday: { hours: 7, sunny: true } } },
    },
    'an object of which nothing is left': {
      query,
      variables: { g: true, h: false },
      data: { week: { monday: 1, wednesday: 3, sunday: {} } },
    },
    'nothing at all': { query, variables: { a: false }, data: {}, silent: ['days', 'rest'] },
  },
};
