import { ApolloGateway, type GraphQLDataSource, type GraphQLDataSourceProcessOptions } from '@apollo/gateway';
import type {
  GatewayExecutor,
  GatewayGraphQLRequestContext,
  GatewayGraphQLResponse,
} from '@apollo/server-gateway-interface';
import { GraphQLError } from 'graphql';
import { ClientError } from '../../shared/errors/client-error.ts';
import type { Logger } from '../../shared/telemetry/logger.ts';
import type { ErrorFormatter } from '../http/gateway-error.formatter.ts';
import type { Graph } from '../executor/graph.ts';
import { rootKeys } from '../executor/root-keys.ts';
import { withoutSecurityPurpose } from '../supergraph/supergraph.schema.ts';
import type { SubgraphClient } from '../transport/subgraph.client.ts';
import type { SubgraphEndpoint } from '../transport/subgraph-endpoint.ts';
import { writeAnswer } from './answer.writer.ts';
import type { CurrentGraph } from './current-graph.ts';
import type { Engine, EngineRequest } from './engine.ts';
import type { ClientScope } from './gateway-context.ts';

export interface ApolloEngineDependencies {
  readonly graph: Pick<CurrentGraph, 'get' | 'onChange'>;
  readonly client: SubgraphClient;
  readonly logger: Logger;
}

/** @apollo/gateway over this gateway's own transport: one for each graph, so that requests end on the one they began on. */
export async function startApolloEngine(
  dependencies: ApolloEngineDependencies,
  formatError: ErrorFormatter,
): Promise<Engine> {
  const { graph, logger } = dependencies;
  // Left alone, it sends figures to its vendor and asks the network for the cloud that it runs in.
  process.env['APOLLO_TELEMETRY_DISABLED'] = 'true';
  const executors = new WeakMap<Graph, Promise<GatewayExecutor>>();

  function executorOf(served: Graph): Promise<GatewayExecutor> {
    const known = executors.get(served);
    if (known) return known;
    const executor = loadExecutor(dependencies, served);
    executors.set(served, executor);
    return executor;
  }

  const unlisten = graph.onChange((next) => {
    executorOf(next).catch((error: unknown) =>
      logger.error({ err: error }, '@apollo/gateway refuses the new supergraph'),
    );
  });
  await executorOf(graph.get());
  return {
    execute: async (request) => {
      const executor = await executorOf(request.graph);
      const { data, errors = [] } = await executor({ ...requestContext(request), logger });
      return writeAnswer({ ...(data !== undefined && { data }), errors: errors.map(asGraphqlError) }, formatError);
    },
    stop: async () => unlisten(),
  };
}

/** As much of a request of @apollo/server as the gateway's executor reads. */
function requestContext({ prepared, variables, context }: EngineRequest): GatewayGraphQLRequestContext {
  const { document, operation, text } = prepared;
  const operationName = operation.name?.value;
  return {
    request: { variables, ...(operationName && { operationName }) },
    document,
    operation,
    operationName: operationName ?? null,
    // Plans are kept by it and the operation's name.
    queryHash: text,
    // Where it notes which subgraphs failed.
    metrics: {},
    context,
  } as unknown as GatewayGraphQLRequestContext;
}

/** Faults of its own come as they were thrown. */
function asGraphqlError(error: Error): GraphQLError {
  return error instanceof GraphQLError ? error : new GraphQLError(error.message, { originalError: error });
}

async function loadExecutor({ client, logger }: ApolloEngineDependencies, graph: Graph): Promise<GatewayExecutor> {
  const endpoints = new Map([...graph.endpoints.values()].map((endpoint) => [endpoint.name, endpoint]));
  const gateway = new ApolloGateway({
    logger,
    supergraphSdl: withoutSecurityPurpose(graph.supergraphSdl),
    buildService: ({ name, url = '' }) => createDataSource(client, endpoints.get(name) ?? { name, url }),
  });
  return (await gateway.load({ apollo: {} })).executor;
}

type ProcessOptions = GraphQLDataSourceProcessOptions<Record<string, unknown>>;

function createDataSource(client: SubgraphClient, endpoint: SubgraphEndpoint): GraphQLDataSource {
  return {
    process: async ({ request, context }: ProcessOptions) => {
      const { query = '', variables, operationName } = request;
      const { headers } = context as unknown as ClientScope;
      try {
        const { data, errors } = await client.send(endpoint, { query, variables, operationName }, { headers });
        return { data: data ?? null, ...(errors && { errors }) };
      } catch (error) {
        if (!(error instanceof ClientError)) throw error;
        return failedAnswer(error, { query, isEntityFetch: variables?.['representations'] !== undefined });
      }
    },
  };
}

/** @apollo/gateway puts the path of an entity fetch before an error's own; a root fetch fails at each of its fields. */
function failedAnswer(error: ClientError, fetch: { query: string; isEntityFetch: boolean }): GatewayGraphQLResponse {
  const paths = fetch.isEntityFetch ? [[]] : rootKeys(fetch.query).map((key) => [key]);
  const { message, extensions } = error;
  return { data: null, errors: paths.map((path) => ({ message, path, extensions })) };
}
