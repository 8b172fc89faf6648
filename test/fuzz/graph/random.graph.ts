import { createRandom } from '../../../cli/seed/text/seeded-random.ts';
import { CompositionError } from '../../../gateway/supergraph/composition-error.ts';
import { readWorldSubgraph, type WrittenSubgraph } from '../world/world.subgraph.ts';
import type { FuzzedGraph } from './fuzzed-graph.ts';
import { SchemaDraft } from './schema.draft.ts';
import { composeWorld, createWorldGraph } from './world.graph.ts';

const drafts = 40;

/**
 * A graph of two to five subgraphs in which anything of federation may stand: several keys, @requires, @provides,
 * @shareable, @override, @inaccessible, @interfaceObject, interfaces and unions. Drafts that do not compose are passed
 * over; the same seed always gives the same graph.
 */
export function createRandomGraph(seed: number): FuzzedGraph {
  for (let draft = 0; draft < drafts; draft++) {
    const written = new SchemaDraft(createRandom(`graph ${seed} ${draft}`)).write();
    const supergraphSdl = composeOrPass(written);
    if (supergraphSdl === undefined) continue;
    return createWorldGraph({
      name: `random-${seed}`,
      depth: 5,
      supergraphSdl,
      sources: written.map(readWorldSubgraph),
    });
  }
  throw new Error(`None of ${drafts} drafts of the graph ${seed} composes.`);
}

function composeOrPass(written: readonly WrittenSubgraph[]): string | undefined {
  try {
    return composeWorld(written);
  } catch (error) {
    if (error instanceof CompositionError) return undefined;
    throw error;
  }
}
