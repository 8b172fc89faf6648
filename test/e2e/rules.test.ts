import { afterAll, beforeAll, describe } from '@jest/globals';
import { startWholeGraph, type WholeGraph } from '../support/whole-graph.ts';
import { describeAccess } from './access.cases.ts';
import { describeBadInput } from './bad-input.cases.ts';
import { describeOutages } from './outage.cases.ts';

/** One graph for all of these: to start it costs more than most of them. */
let graph: WholeGraph;
beforeAll(async () => {
  graph = await startWholeGraph();
}, 60_000);
afterAll(async () => graph[Symbol.asyncDispose]());

describe('access', () => describeAccess(() => graph));
describe('bad input', () => describeBadInput(() => graph));
describe('outages', () => describeOutages(() => graph));
