import { parse, type FormattedExecutionResult } from 'graphql';
import {
  engineNames,
  startEngine,
  toJson,
  type ClientOperation,
  type EngineName,
  type RunningEngine,
} from '../../support/engine.ts';
import type { Chance } from '../world/world.ts';
import type { FuzzedGraph } from './fuzzed-graph.ts';
import { createGraphClient } from './subgraph.client.ts';

/** Of the engines that were started. */
export type Answers = Readonly<Partial<Record<EngineName, FormattedExecutionResult>>> & {
  readonly reference: FormattedExecutionResult;
};

/** One graph behind some engines. */
export interface GraphSession extends AsyncDisposable {
  readonly graph: FuzzedGraph;
  ask(operation: ClientOperation, chance: Chance): Promise<Answers>;
}

export async function startGraphSession(
  graph: FuzzedGraph,
  engines: readonly EngineName[] = engineNames,
): Promise<GraphSession> {
  let current: Chance = { salt: 0, faultOneIn: 0 };
  const { supergraphSdl } = graph;
  const running = new Map<EngineName, RunningEngine>();
  for (const engine of engines) {
    const client = createGraphClient(graph, { chance: () => current, isValidating: engine === 'liaison' });
    running.set(engine, await startEngine({ engine, supergraphSdl, client }));
  }
  return {
    graph,
    ask: async (operation, chance) => {
      current = chance;
      const { query, variables = {}, operationName } = operation;
      const reference = await graph.reference({ document: parse(query), variables, operationName }, chance);
      const answers: [string, FormattedExecutionResult][] = [];
      for (const [name, engine] of running) answers.push([name, await engine.run(operation)]);
      return { ...Object.fromEntries(answers), reference: toJson(reference) as FormattedExecutionResult };
    },
    [Symbol.asyncDispose]: async () => {
      for (const engine of running.values()) await engine[Symbol.asyncDispose]();
    },
  };
}
