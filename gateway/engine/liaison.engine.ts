import type {
  GatewayExecutionResult,
  GatewayGraphQLRequestContext,
  GatewayInterface,
} from '@apollo/server-gateway-interface';
import { executeOperation } from '../executor/operation.executor.ts';
import { prepareOperation } from '../executor/operation.ts';
import type { ErrorFormatter } from '../http/gateway-error.formatter.ts';
import type { SubgraphClient } from '../transport/subgraph.client.ts';
import type { CurrentGraph } from './current-graph.ts';
import { writeAnswer } from './answer.writer.ts';
import type { Engine } from './engine.ts';
import type { GatewayContext } from './gateway-context.ts';
import { fetchOf } from './graph.fetch.ts';

export interface LiaisonEngineDependencies {
  readonly graph: CurrentGraph;
  readonly client: SubgraphClient;
}

/** The gateway's own planner and executor behind @apollo/server. */
export function createLiaisonGateway({ graph, client }: LiaisonEngineDependencies): GatewayInterface {
  async function execute({ schema, document, operationName, request, context }: GatewayGraphQLRequestContext) {
    const serving = graph.ofSchema(schema) ?? graph.get();
    const { headers } = context as GatewayContext;
    const { data, errors } = await executeOperation({
      graph: serving,
      prepared: prepareOperation(document, operationName),
      variables: request.variables ?? {},
      fetch: fetchOf(client, serving, headers),
    });
    return {
      ...(data !== undefined && { data }),
      ...(errors.length > 0 && { errors }),
    } as GatewayExecutionResult;
  }

  return {
    onSchemaLoadOrUpdate: (callback) => {
      const { apiSchema, supergraphSdl } = graph.get();
      callback({ apiSchema, coreSupergraphSdl: supergraphSdl });
      return graph.onChange((next) => callback({ apiSchema: next.apiSchema, coreSupergraphSdl: next.supergraphSdl }));
    },
    load: async () => ({ executor: execute }),
    stop: async () => undefined,
  };
}

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
