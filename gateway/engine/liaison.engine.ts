import { executeOperation } from '../executor/operation.executor.ts';
import type { ErrorFormatter } from '../http/gateway-error.formatter.ts';
import type { SubgraphClient } from '../transport/subgraph.client.ts';
import { writeAnswer } from './answer.writer.ts';
import type { Engine } from './engine.ts';
import { fetchOf } from './graph.fetch.ts';

/** The gateway's own planner and executor. An operation may take `timeout` milliseconds, its waits for subgraphs together. */
export function createLiaisonEngine(client: SubgraphClient, formatError: ErrorFormatter, timeout?: number): Engine {
  return {
    execute: async ({ graph, prepared, variables, context }) => {
      const fetch = fetchOf(client, graph, { headers: context.headers, timeout });
      return writeAnswer(await executeOperation({ graph, prepared, variables, fetch }), formatError);
    },
    stop: async () => undefined,
  };
}
