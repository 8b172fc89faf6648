import { executeOperation } from '../executor/operation.executor.ts';
import type { ErrorFormatter } from '../http/gateway-error.formatter.ts';
import type { SubgraphClient } from '../transport/subgraph.client.ts';
import { writeAnswer } from './answer.writer.ts';
import type { Engine } from './engine.ts';
import { fetchOf } from './graph.fetch.ts';

/** The gateway's own planner and executor. */
export function createLiaisonEngine(client: SubgraphClient, formatError: ErrorFormatter): Engine {
  return {
    execute: async ({ graph, prepared, variables, context }) => {
      const fetch = fetchOf(client, graph, context.headers);
      return writeAnswer(await executeOperation({ graph, prepared, variables, fetch }), formatError);
    },
    stop: async () => undefined,
  };
}
