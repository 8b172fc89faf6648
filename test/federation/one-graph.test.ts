import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { startEngine, type RunningEngine } from '../support/engine.ts';
import { OneGraph } from '../support/one-graph/one-graph.ts';
import { createRandom, randomOperation } from '../support/one-graph/random-operation.ts';
import { loadCases } from './case.loader.ts';

/** Operations for each case; FEDERATION_OPERATIONS=5000 makes a night of it. */
const count = Number(process.env['FEDERATION_OPERATIONS'] ?? 25);

/** One case is about what cannot be answered. */
const cases = (await loadCases()).filter(({ name }) => name !== 'unresolvable');

/**
 * Each case's schemas once more, with subgraphs that tell the truth about made-up data: the gateway has to answer what one
 * server with the whole schema would, and must not ask a subgraph for what is not its own.
 */
describe.each(cases)('random operations on $name', ({ sources }) => {
  const graph = new OneGraph(sources);
  let engine: RunningEngine;
  beforeAll(async () => {
    engine = await startEngine({ engine: 'liaison', supergraphSdl: graph.supergraphSdl, client: graph.client });
  });
  afterAll(async () => engine[Symbol.asyncDispose]());

  test('are answered as by one server', async () => {
    for (let seed = 0; seed < count; seed += 1) {
      const operation = randomOperation(graph.apiSchema, createRandom(seed));
      const [answer, truth] = [await engine.run(operation), await graph.expected(operation)];
      expect({ seed, ...operation, ...answer }).toEqual({ seed, ...operation, ...truth });
      expect(JSON.stringify(answer.data)).toBe(JSON.stringify(truth.data));
    }
  });
});
