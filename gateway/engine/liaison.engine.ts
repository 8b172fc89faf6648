import type { GatewayGraphQLRequestContext, GatewayInterface } from '@apollo/server-gateway-interface';
import { executeOperation } from '../executor/operation.executor.ts';
import { prepareOperation } from '../executor/operation.ts';
import type { SubgraphClient } from '../transport/subgraph.client.ts';
import type { CurrentGraph } from './current-graph.ts';
import type { GatewayContext } from './gateway-context.ts';
import { fetchOf } from './graph.fetch.ts';

export interface LiaisonEngineDependencies {
  readonly graph: CurrentGraph;
  readonly client: SubgraphClient;
}

/** The gateway's own planner and executor behind @apollo/server. */
export function createLiaisonEngine({ graph, client }: LiaisonEngineDependencies): GatewayInterface {
  async function execute({ schema, document, operationName, request, context }: GatewayGraphQLRequestContext) {
    const serving = graph.ofSchema(schema) ?? graph.get();
    const { headers } = context as GatewayContext;
    return executeOperation({
      graph: serving,
      prepared: prepareOperation(document, operationName),
      variables: request.variables ?? {},
      fetch: fetchOf(client, serving, headers),
    });
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
