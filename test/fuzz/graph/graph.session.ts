import { parse, type FormattedExecutionResult } from 'graphql';
import { startEngine, toJson, type ClientOperation, type EngineName } from '../../support/engine.ts';
import type { Chance } from '../world/world.ts';
import type { FuzzedGraph } from './fuzzed-graph.ts';
import { createGraphClient } from './subgraph.client.ts';

export type Answers = Readonly<Record<EngineName | 'reference', FormattedExecutionResult>>;

/** One graph behind both engines. */
export interface GraphSession extends AsyncDisposable {
  readonly graph: FuzzedGraph;
  ask(operation: ClientOperation, chance: Chance): Promise<Answers>;
}

export async function startGraphSession(graph: FuzzedGraph): Promise<GraphSession> {
  let current: Chance = { salt: 0, faultOneIn: 0 };
  const { supergraphSdl } = graph;
  const start = (engine: EngineName) => {
    const client = createGraphClient(graph, { chance: () => current, isValidating: engine === 'liaison' });
    return startEngine({ engine, supergraphSdl, client });
  };
  const liaison = await start('liaison');
  const apollo = await start('apollo');
  return {
    graph,
    ask: async (operation, chance) => {
      current = chance;
      const { query, variables = {}, operationName } = operation;
      const reference = await graph.reference({ document: parse(query), variables, operationName }, chance);
      return {
        reference: toJson(reference) as FormattedExecutionResult,
        liaison: await liaison.run(operation),
        apollo: await apollo.run(operation),
      };
    },
    [Symbol.asyncDispose]: async () => {
      await liaison[Symbol.asyncDispose]();
      await apollo[Symbol.asyncDispose]();
    },
  };
}
