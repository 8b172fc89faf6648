import type { FederationCase } from '../federation-case.ts';

const film = { id: 'f', title: 'Rain', cast: [{ id: 'p', name: 'Ida' }] };

export const federationCase: FederationCase = {
  resolvers: {
    films: { Query: { film, films: [film] } },
    critics: { Film: { score: 7, stars: (_film: unknown, { of }: { of: number }) => of - 1 }, Person: { awards: 3 } },
    shops: { Film: { price: ({ score }: { score: number }) => score * 10 } },
  },
  operations: {
    'on fields of a join, which is then not made': {
      query:
        'query ($no: Boolean!) { film { title score @include(if: $no) stars @skip(if: true) price @include(if: $no) } }',
      variables: { no: false },
      data: { film: { title: 'Rain' } },
      silent: ['critics', 'shops'],
      oracle: { differsIn: 'answer', because: 'It makes the join for a field that is skipped by a literal.' },
    },
    'on fields of a join that is made': {
      query:
        'query ($yes: Boolean!) { film { title score @include(if: $yes) stars @skip(if: $yes) price @skip(if: false) @include(if: $yes) } }',
      variables: { yes: true },
      data: { film: { title: 'Rain', score: 7, price: 70 } },
    },
    'on what a required field is selected for, not on what requires it': {
      query: 'query ($no: Boolean = false) { film { score @include(if: $no) price } }',
      data: { film: { price: 70 } },
    },
    'on fragments and in fragments': {
      query: `query ($yes: Boolean!, $no: Boolean!) { film { ...F @include(if: $yes) ... @skip(if: $yes) { id } ... on Film @include(if: $no) { price } cast { ...P @skip(if: $no) } } }
        fragment F on Film { score @skip(if: $no) stars(of: 9) @include(if: $yes) }
        fragment P on Person { awards name @include(if: $no) }`,
      variables: { yes: true, no: false },
      data: { film: { score: 7, stars: 8, cast: [{ awards: 3 }] } },
    },
    'both at one place, in all four ways': {
      query: `query ($t: Boolean!, $f: Boolean!) { film { a: score @skip(if: $t) @include(if: $t) b: score @skip(if: $f) @include(if: $f)
        c: score @skip(if: $f) @include(if: $t) d: score @skip(if: $t) @include(if: $f) } }`,
      variables: { t: true, f: false },
      data: { film: { c: 7 } },
    },
    'on root fields': {
      query:
        'query ($t: Boolean!) { film @skip(if: $t) { score } films @include(if: $t) { score } ... @skip(if: $t) { more: films { id } } }',
      variables: { t: true },
      data: { films: [{ score: 7 }] },
    },
    'on everything': {
      query: 'query ($t: Boolean!) { film @skip(if: $t) { score } }',
      variables: { t: true },
      data: {},
      silent: ['critics'],
    },
    'on everything, once and for all': {
      query:
        '{ film @skip(if: true) { score } ... @include(if: false) { films { id } } ...F @skip(if: true) } fragment F on Query { films { id } }',
      data: {},
      silent: ['films', 'critics', 'shops'],
    },
    'of one field twice: it is there if one of them is': {
      query:
        'query ($t: Boolean!, $f: Boolean!) { film { score @include(if: $f) score @include(if: $t) cast @include(if: $f) { name } cast { awards } } film @include(if: $f) { title } }',
      variables: { t: true, f: false },
      data: { film: { score: 7, cast: [{ awards: 3 }] } },
    },
    'of the only field of an object': {
      query: 'query ($t: Boolean!) { film { score @skip(if: $t) } films { cast { awards @skip(if: $t) } } }',
      variables: { t: true },
      data: { film: {}, films: [{ cast: [{}] }] },
    },
    'of __typename': {
      query:
        'query ($t: Boolean!) { __typename @skip(if: $t) film { __typename @include(if: $t) type: __typename @skip(if: $t) score } }',
      variables: { t: true },
      data: { film: { __typename: 'Film', score: 7 } },
    },
  },
};
