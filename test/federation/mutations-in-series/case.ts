import type { FederationCase, Trail } from '../federation-case.ts';

import { setTimeout as pause } from 'node:timers/promises';

const act =
  (name: string) =>
  async (_root: unknown, { n = 0 }: { n?: number }, { trail }: Trail) => {
    if (name === 'slowA') await pause(20);
    trail.push(`${name}${n}`);
    if (name === 'failA') throw new Error('Not today.');
    if (name === 'lostB') return null;
    return trail.length;
  };

export const federationCase: FederationCase = {
  resolvers: {
    first: {
      Query: { ready: true },
      Mutation: { addA: act('addA'), failA: act('failA'), slowA: act('slowA'), both: [] },
    },
    second: { Mutation: { addB: act('addB'), lostB: act('lostB'), both: [] } },
  },
  operations: {
    'they run one after the other, whichever subgraph they belong to': {
      query: 'mutation ($n: Int!) { slowA addB(n: $n) again: addA(n: 2) slowB: addB(n: 3) slow: slowA }',
      variables: { n: 1 },
      data: { slowA: 1, addB: 2, again: 3, slowB: 4, slow: 5 },
      trail: ['slowA0', 'addB1', 'addA2', 'addB3', 'slowA0'],
    },
    'one that fails does not keep the next from running': {
      query: 'mutation { failA addB(n: 1) x: failA addA(n: 1) }',
      data: { failA: null, addB: 2, x: null, addA: 4 },
      errors: [
        { path: ['failA'], message: 'Not today.' },
        { path: ['x'], message: 'Not today.' },
      ],
      trail: ['failA0', 'addB1', 'failA0', 'addA1'],
    },
    'nor where it nulls the whole answer': {
      query: 'mutation { lostB addA(n: 1) }',
      data: null,
      errors: [{ path: ['lostB'] }],
      trail: ['lostB0', 'addA1'],
      oracle: { differsIn: 'errors', because: 'It leaves no data of what came before.' },
    },
    'those that are skipped do not run': {
      query:
        'mutation ($no: Boolean!) { a: addA(n: 1) @include(if: $no) ... @skip(if: $no) { b: addB(n: 2) } ...M @include(if: $no) } fragment M on Mutation { c: addA(n: 3) }',
      variables: { no: false },
      data: { b: 1 },
      trail: ['addB2'],
    },
    'the same one twice under one name runs once': {
      query: 'mutation { addA(n: 1) ...M addB(n: 2) } fragment M on Mutation { addA(n: 1) __typename }',
      data: { addA: 1, __typename: 'Mutation', addB: 2 },
      trail: ['addA1', 'addB2'],
    },
  },
};
