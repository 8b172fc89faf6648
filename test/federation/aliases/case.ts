import type { FederationCase } from '../federation-case.ts';

const town = (id: string) => ({ id });

function findTown(_root: unknown, { id }: { id: string }) {
  if (id === 'flooded') throw new Error('Flooded.');
  return id === 'sunk' ? null : town(id);
}
const range = (length: number) => Array.from({ length }, (_, index) => index + 1);

export const federationCase: FederationCase = {
  resolvers: {
    maps: {
      Query: {
        town: findTown,
        towns: (_root: unknown, { first, named }: { first?: number; named?: string }) =>
          named === undefined ? range(first ?? 2).map((index) => town(`t${index}`)) : [town(named)],
      },
      Town: {
        name: ({ id }: { id: string }, { lang }: { lang: string }) => `${id}-${lang}`,
        near: ({ id }: { id: string }, { first }: { first: number }) =>
          range(first).map((index) => town(`${id}.${index}`)),
      },
    },
    weather: {
      Town: {
        degrees: (_town: unknown, { unit }: { unit: string }) => (unit === 'C' ? 20 : 68),
        forecast: (_town: unknown, { days }: { days: number }) =>
          range(days).map((number) => ({ number, degrees: number * 1.5 })),
      },
    },
  },
  operations: {
    'one field with different arguments, at the root and in a join': {
      query: `query ($n: Int!) { a: town(id: "a") { c: degrees f: degrees(unit: "F") degrees one: forecast(days: 1) { number } all: forecast(days: $n) { n: number } }
        b: town(id: "b") { name de: name(lang: "de") } }`,
      variables: { n: 2 },
      data: {
        a: { c: 20, f: 68, degrees: 20, one: [{ number: 1 }], all: [{ n: 1 }, { n: 2 }] },
        b: { name: 'b-en', de: 'b-de' },
      },
    },
    'names swapped': {
      query: '{ town(id: "a") { name: id id: name(lang: "x") degrees: name f: degrees } }',
      data: { town: { name: 'a', id: 'a-x', degrees: 'a-en', f: 20 } },
      oracle: { differsIn: 'answer', because: 'It mixes the key with the alias of its name.' },
    },
    'the same selection under several names': {
      query:
        '{ x: towns(first: 1) { ...T } y: towns(named: "q") { ...T } towns { ...T } } fragment T on Town { d: degrees i: id }',
      data: {
        x: [{ d: 20, i: 't1' }],
        y: [{ d: 20, i: 'q' }],
        towns: [
          { d: 20, i: 't1' },
          { d: 20, i: 't2' },
        ],
      },
    },
    'levels of aliases, each joined': {
      query:
        '{ town(id: "a") { l1: near { l2: near(first: 2) { t: degrees(unit: "F") l3: near { d: degrees } } t: degrees } } }',
      data: {
        town: {
          l1: [
            {
              l2: [
                { t: 68, l3: [{ d: 20 }] },
                { t: 68, l3: [{ d: 20 }] },
              ],
              t: 20,
            },
          ],
        },
      },
    },
    'names that begin as those of the gateway': {
      query:
        '{ town(id: "a") { _as_x: id x: name _entities: degrees _e0: forecast(days: 1) { _internal_qp_alias_0: number } } }',
      data: { town: { _as_x: 'a', x: 'a-en', _entities: 20, _e0: [{ _internal_qp_alias_0: 1 }] } },
    },
    'names of what every object has in JavaScript': {
      query:
        '{ constructor: town(id: "a") { toString: name } toString: town(id: "sunk") { id } valueOf: town(id: "a") { hasOwnProperty: degrees constructor: id } }',
      data: { constructor: { toString: 'a-en' }, toString: null, valueOf: { hasOwnProperty: 20, constructor: 'a' } },
    },
    'errors stand under them too': {
      query: '{ _as_x: town(id: "flooded") { id } x: town(id: "a") { id } }',
      data: { _as_x: null, x: { id: 'a' } },
      errors: [{ path: ['_as_x'], message: 'Flooded.' }],
    },
    'a field that is there twice is there once, with both selections': {
      query:
        '{ town(id: "a") { near { id } near { degrees } near { near { id } } } town(id: "a") { near { id name } } }',
      data: { town: { near: [{ id: 'a.1', degrees: 20, near: [{ id: 'a.1.1' }], name: 'a.1-en' }] } },
    },
  },
};
