import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { fuzz, shrink } from '../fuzz/fuzzer.ts';
import { describeFinding } from '../fuzz/fuzz.run.ts';
import { startGraphSession, type GraphSession } from '../fuzz/graph/graph.session.ts';
import { composeWorld, createWorldGraph } from '../fuzz/graph/world.graph.ts';
import { readWorldSubgraph } from '../fuzz/world/world.subgraph.ts';
import { loadCases } from './case.loader.ts';

/** Operations for each case; FEDERATION_OPERATIONS=5000 makes a night of it. */
const count = Number(process.env['FEDERATION_OPERATIONS'] ?? 25);

/** One case is about what cannot be answered. */
const cases = (await loadCases()).filter(({ name }) => name !== 'unresolvable');

/**
 * Each case's schemas once more, with subgraphs that tell the truth about made-up data: the gateway has to answer what one
 * server with the whole schema would, and must not ask a subgraph for what is not its own.
 */
describe.each(cases)('random operations on $name', ({ name, sources }) => {
  let session: GraphSession;
  beforeAll(async () => {
    const supergraphSdl = composeWorld(sources);
    const graph = createWorldGraph({ name, depth: 5, supergraphSdl, sources: sources.map(readWorldSubgraph) });
    session = await startGraphSession(graph, ['liaison']);
  });
  afterAll(async () => session[Symbol.asyncDispose]());

  test('are answered as by one server', async () => {
    for (let seed = 0; seed < count; seed += 1) {
      const [finding] = await fuzz(session, seed);
      if (finding) expect(describeFinding(await shrink(session, finding))).toBe('');
    }
  });
});
