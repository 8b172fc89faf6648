import type { FastifyInstance } from 'fastify';
import { createTokenVerifier, type TokenVerifier } from '../shared/auth/token-verifier.ts';
import { ClientError } from '../shared/errors/client-error.ts';
import type { Logger } from '../shared/telemetry/logger.ts';
import type { GatewayConfig } from './config.ts';
import { startClient, startSockets } from './app.transport.ts';
import { createReadEpoch } from './cache/read-epoch.ts';
import { followSupergraph } from './engine/current-graph.ts';
import { createDocumentStore } from './engine/document.store.ts';
import { createLiaisonEngine } from './engine/liaison.engine.ts';
import { createOperationService } from './engine/operation.service.ts';
import { createGatewayErrorFormatter } from './http/gateway-error.formatter.ts';
import { createGraphqlEndpoint } from './http/graphql.endpoint.ts';
import { createHttpServer, portOf } from './http/http.server.ts';
import { startWebSocketServer } from './http/websocket.server.ts';
import type { RunningRegistry } from './registry/start-registry.ts';
import { startSubscriptionHub } from './subscriptions/subscription.hub.ts';
import { startPartitions } from './partition/gateway-partitions.ts';
import { createPartitionedClient } from './partition/partitioned.client.ts';
import { createPartitionedSubscriptions } from './partition/partitioned.subscriptions.ts';
import { startSupergraphFile } from './supergraph/supergraph-file.source.ts';
import { readSupergraph } from './supergraph/supergraph.schema.ts';
import { startSupergraphSource, type SupergraphSource } from './supergraph/supergraph.source.ts';
import type { SubgraphClient } from './transport/subgraph.client.ts';

export interface RunningGateway {
  /** Of the GraphQL endpoint, for HTTP; WebSocket clients take the same with ws. */
  readonly url: string;
  readonly port: number;
  /** Refuses what is new, lets requests end, closes sockets with 1001 and gives all resources back. */
  stop(): Promise<void>;
}

/** Throws ClientError SUBGRAPH_UNAVAILABLE or CompositionError where there is no supergraph to serve. */
export async function startGateway(config: GatewayConfig, logger: Logger): Promise<RunningGateway> {
  const resources = new AsyncDisposableStack();
  try {
    return await start({ config, logger, resources });
  } catch (error) {
    await resources.disposeAsync();
    throw error;
  }
}

interface Start {
  readonly config: GatewayConfig;
  readonly logger: Logger;
  /** Given back in the reverse of the order in which they were taken. */
  readonly resources: AsyncDisposableStack;
}

async function start({ config, logger, resources }: Start): Promise<RunningGateway> {
  let stopped: Promise<void> | undefined;
  const isStopping = () => stopped !== undefined;
  const epoch = createReadEpoch();
  const client = createPartitionedClient(startClient(config, epoch, logger));
  resources.defer(() => client.stop());
  const sockets = createPartitionedSubscriptions({ sockets: startSockets(config), shapes: client.shapes, logger });
  resources.defer(() => sockets.stop());
  const registry = await openRegistryOf({ config, client, logger });
  if (registry) resources.defer(() => registry.stop());
  const source = registry?.sources.supergraph ?? (await startSource({ config, client, logger }));
  resources.defer(() => source.stop());

  const own = { port: config.port, path: config.path };
  const partitions =
    registry?.sources.partitions ?? (await startPartitions({ source, logger, own }, config.partitionsFile));
  resources.defer(async () => partitions?.stop());

  const graph = followSupergraph({ source, partitions, logger }, config);
  resources.defer(() => graph.stop());
  warnOfUnknownSubgraphs(config, graph.get().endpoints, logger);
  const formatError = createGatewayErrorFormatter(logger);
  const verifyToken = config.jwksFile === undefined ? anyone : createTokenVerifier(config.jwksFile);
  const engines = {
    // Loaded where it is used: it weighs more than the rest of the gateway.
    apollo: async () =>
      (await import('./engine/apollo.engine.ts')).startApolloEngine({ graph, client, logger }, formatError),
    liaison: async () => createLiaisonEngine(client, formatError, config.operationTimeout),
  };
  const engine = await engines[config.engine]();
  resources.defer(() => engine.stop());
  const documents = createDocumentStore({ ...config, capacity: config.planCache });
  const operations = createOperationService({ graph, documents, engine, formatError, usage: registry?.usage });

  // A query joins no other that was begun on an older graph.
  graph.onChange(() => epoch.advance());
  const shared = { epoch: config.isSharingClientRequests ? epoch : undefined };
  const { forwardedHeaders } = config;
  const hub = startSubscriptionHub({ graph, client, sockets, formatError }, config);
  const graphql = createGraphqlEndpoint(
    { operations, hub, verifyToken, forwardedHeaders, formatError, isStopping, ...shared },
    config,
  );
  const subgraphs = () => graph.get().endpoints.values();
  const registerMore =
    registry && ((server: FastifyInstance) => registry.register(server, { formatError, isStopping }));
  const http = createHttpServer({ graphql, formatError, client, subgraphs, isStopping, registerMore }, config);
  resources.defer(() => http.close());
  const webSockets = startWebSocketServer(
    { server: http.server, verifyToken, forwardedHeaders, operations, hub, formatError, logger },
    { ...config, isStopping },
  );
  resources.defer(() => webSockets.stop());
  resources.defer(() => graphql.stop());
  // Before the sockets: what ends then still gets to its clients.
  resources.defer(() => hub.stop());
  await http.listen({ host: config.host, port: config.port });

  const port = portOf(http);
  own.port = port;
  return {
    port,
    url: `http://${hostInUrl(config.host)}:${port}${config.path}`,
    stop: () => (stopped ??= Promise.resolve().then(() => resources.disposeAsync())),
  };
}

/** A name that is misspelt would go unnoticed; one that is published later is good. */
function warnOfUnknownSubgraphs(config: GatewayConfig, known: ReadonlyMap<string, unknown>, logger: Logger): void {
  const variables = {
    GATEWAY_SUBGRAPH_TIMEOUTS: config.subgraphTimeouts,
    GATEWAY_SUBGRAPH_SUBSCRIPTIONS: config.subscriptionProtocols,
  };
  for (const [variable, names] of Object.entries(variables)) {
    for (const subgraph of names.keys()) {
      if (!known.has(subgraph)) logger.warn({ variable, subgraph }, 'a variable names a subgraph that is not there');
    }
  }
}

/** Loaded only where there is one: a database and its drivers come with it. */
async function openRegistryOf({ config, client, logger }: SourceStart): Promise<RunningRegistry | undefined> {
  if (!config.registry) return undefined;
  if (config.supergraphFile !== undefined || config.partitionsFile !== undefined) {
    throw new ClientError(
      'CONFIGURATION_INVALID',
      'GATEWAY_DATABASE_URL is set beside GATEWAY_SUPERGRAPH or GATEWAY_PARTITIONS: the supergraph and its partitions come from the registry or from files.',
    );
  }
  const { startRegistry } = await import('./registry/start-registry.ts');
  return startRegistry({ client, logger }, config.registry, config);
}

interface SourceStart {
  readonly config: GatewayConfig;
  readonly client: SubgraphClient;
  readonly logger: Logger;
}

function startSource({ config, client, logger }: SourceStart): Promise<SupergraphSource> {
  const { supergraphFile } = config;
  if (supergraphFile === undefined) return startSupergraphSource({ client, logger }, config);
  return startSupergraphFile({ logger, check: readSupergraph }, supergraphFile);
}

/** Without keys nobody is told from anybody: the subgraphs see the header and decide. */
const anyone: TokenVerifier = () => Promise.resolve(undefined);

/** Addresses that mean "every one" are not ones that a client can connect to. */
function hostInUrl(host: string): string {
  if (host === '0.0.0.0' || host === '::') return '127.0.0.1';
  return host.includes(':') ? `[${host}]` : host;
}
