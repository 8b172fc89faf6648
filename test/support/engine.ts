import type { FormattedExecutionResult } from 'graphql';
import { createApolloEngine } from '../../gateway/engine/apollo.engine.ts';
import { followSupergraph } from '../../gateway/engine/current-graph.ts';
import type { GatewayContext } from '../../gateway/engine/gateway-context.ts';
import { createLiaisonGateway } from '../../gateway/engine/liaison.engine.ts';
import type { Graph } from '../../gateway/executor/graph.ts';
import { createApolloServer } from '../../gateway/http/apollo.server.ts';
import { createGatewayErrorFormatter } from '../../gateway/http/gateway-error.formatter.ts';
import type { SupergraphSource } from '../../gateway/supergraph/supergraph.source.ts';
import type { JsonObject } from '../../gateway/transport/subgraph-answer.ts';
import type { SubgraphClient } from '../../gateway/transport/subgraph.client.ts';
import { createLogger } from '../../shared/telemetry/logger.ts';

export const engineNames = ['liaison', 'apollo'] as const;
export type EngineName = (typeof engineNames)[number];

export interface ClientOperation {
  readonly query: string;
  readonly operationName?: string | undefined;
  readonly variables?: Readonly<JsonObject> | undefined;
}

/** One engine over one supergraph, from the parser to the errors as clients see them, without sockets. */
export interface RunningEngine extends AsyncDisposable {
  readonly context: GatewayContext;
  readonly graph: Graph;
  run(operation: ClientOperation): Promise<FormattedExecutionResult>;
}

export interface EngineStart {
  readonly engine: EngineName;
  readonly supergraphSdl: string;
  readonly client: SubgraphClient;
}

const logger = createLogger('gateway', 'silent');
const context: GatewayContext = { actor: undefined, headers: {} };

export async function startEngine({ engine, supergraphSdl, client }: EngineStart): Promise<RunningEngine> {
  const source = fixedSource(supergraphSdl);
  const graphs = followSupergraph({ source, logger }, { planCache: 100, planWarmUp: 0 });
  const served =
    engine === 'apollo'
      ? createApolloEngine({ source, client, logger })
      : createLiaisonGateway({ graph: graphs, client });
  const apollo = createApolloServer({ engine: served, formatError: createGatewayErrorFormatter(logger), logger });
  await apollo.start();
  return {
    context,
    graph: graphs.get(),
    run: async ({ query, variables, operationName }) => {
      const request = { query, ...(variables && { variables }), ...(operationName && { operationName }) };
      const { body } = await apollo.executeOperation(request, { contextValue: context });
      if (body.kind !== 'single') throw new Error('An answer came in parts.');
      return toJson(body.singleResult) as FormattedExecutionResult;
    },
    async [Symbol.asyncDispose]() {
      await apollo.stop();
      await graphs.stop();
    },
  };
}

function fixedSource(supergraphSdl: string): SupergraphSource {
  return { current: () => supergraphSdl, onChange: () => undefined, stop: async () => undefined };
}

/** As it arrives over the wire. */
export function toJson(value: unknown): unknown {
  return value === undefined ? undefined : JSON.parse(JSON.stringify(value));
}
