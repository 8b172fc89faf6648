import { composeSupergraph } from '../../../gateway/supergraph/supergraph.composer.ts';
import { readSupergraph } from '../../../gateway/supergraph/supergraph.schema.ts';
import { createWorldExecution } from '../world/world.execution.ts';
import { readRules } from '../world/subgraph.rules.ts';
import { readWorldModel } from '../world/world.model.ts';
import type { WorldSubgraph, WrittenSubgraph } from '../world/world.subgraph.ts';
import { World } from '../world/world.ts';
import type { AnsweringSubgraph, FuzzedGraph } from './fuzzed-graph.ts';

/** Throws CompositionError. */
export function composeWorld(sources: readonly WrittenSubgraph[]): string {
  return composeSupergraph(sources.map(({ name, sdl }) => ({ name, url: `http://${name}.invalid/graphql`, sdl })));
}

export interface WorldGraphParts {
  readonly name: string;
  readonly depth: number;
  readonly supergraphSdl: string;
  readonly sources: readonly WorldSubgraph[];
}

/** A graph whose subgraphs answer from one world. */
export function createWorldGraph({ name, depth, supergraphSdl, sources }: WorldGraphParts): FuzzedGraph {
  const { apiSchema } = readSupergraph(supergraphSdl);
  const model = readWorldModel(sources, apiSchema);
  const execute = createWorldExecution(new World(model), model);
  const subgraphs = sources.map((source): [string, AnsweringSubgraph] => {
    const { schema } = source;
    const rules = readRules(source, sources);
    return [source.name, { schema, answer: (operation, chance) => execute({ ...operation, schema, rules, chance }) }];
  });
  return {
    name,
    supergraphSdl,
    apiSchema,
    depth,
    subgraphs: new Map(subgraphs),
    reference: (operation, chance) => execute({ ...operation, schema: apiSchema, chance }),
  };
}
