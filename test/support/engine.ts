import type { FormattedExecutionResult } from 'graphql';
import { startApolloEngine } from '../../gateway/engine/apollo.engine.ts';
import { followSupergraph } from '../../gateway/engine/current-graph.ts';
import { createDocumentStore } from '../../gateway/engine/document.store.ts';
import type { GatewayContext } from '../../gateway/engine/gateway-context.ts';
import { createLiaisonEngine } from '../../gateway/engine/liaison.engine.ts';
import { createOperationService } from '../../gateway/engine/operation.service.ts';
import type { Graph } from '../../gateway/executor/graph.ts';
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
const documents = createDocumentStore({ capacity: 100, maxTokens: 15_000, maxDepth: 100, maxFields: 20_000 });
const context: GatewayContext = { actor: undefined, headers: {} };

export async function startEngine({ engine, supergraphSdl, client }: EngineStart): Promise<RunningEngine> {
  const source = fixedSource(supergraphSdl);
  const graphs = followSupergraph({ source, logger }, { planCache: 100, planWarmUp: 0 });
  const formatError = createGatewayErrorFormatter(logger);
  const served =
    engine === 'apollo'
      ? await startApolloEngine({ graph: graphs, client, logger }, formatError)
      : createLiaisonEngine(client, formatError);
  const operations = createOperationService({ graph: graphs, documents, engine: served, formatError });
  return {
    context,
    graph: graphs.get(),
    run: async ({ variables = {}, ...parameters }) => {
      const operation = operations.open(parameters);
      const answer =
        'errors' in operation
          ? operations.refuse(operation)
          : await operations.execute(operation, { variables, scope: context });
      return JSON.parse(answer.text) as FormattedExecutionResult;
    },
    async [Symbol.asyncDispose]() {
      await served.stop();
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
