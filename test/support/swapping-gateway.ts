import { createServer } from 'node:http';
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { createReadEpoch } from '../../gateway/cache/read-epoch.ts';
import { followSupergraph } from '../../gateway/engine/current-graph.ts';
import { createDocumentStore } from '../../gateway/engine/document.store.ts';
import { createLiaisonEngine } from '../../gateway/engine/liaison.engine.ts';
import { createOperationService } from '../../gateway/engine/operation.service.ts';
import { gatewayConfig, gatewayVariables, type GatewayConfig } from '../../gateway/config.ts';
import { createGatewayErrorFormatter } from '../../gateway/http/gateway-error.formatter.ts';
import { startWebSocketServer } from '../../gateway/http/websocket.server.ts';
import { startSubscriptionHub } from '../../gateway/subscriptions/subscription.hub.ts';
import { startSubgraphClient } from '../../gateway/transport/subgraph.client.ts';
import { startSubscriptionClient } from '../../gateway/transport/subscription-protocols.ts';
import { readEnvironment } from '../../shared/config/environment.ts';
import { createLogger } from '../../shared/telemetry/logger.ts';

/** The WebSocket side of a gateway, whose supergraph is what a test says. */
export interface SwappingGateway extends AsyncDisposable {
  readonly url: string;
  swap(supergraphSdl: string): void;
}

export async function startSwappingGateway(
  supergraphSdl: string,
  more: Partial<GatewayConfig> = {},
): Promise<SwappingGateway> {
  const config = { ...gatewayConfig(readEnvironment(gatewayVariables, { PORT: '0' })), ...more };
  const logger = createLogger('gateway', 'silent');
  const listeners = new Set<(supergraphSdl: string) => void>();
  const source = {
    current: () => supergraphSdl,
    onChange: (listener: (supergraphSdl: string) => void) => void listeners.add(listener),
    stop: async () => undefined,
  };
  const graph = followSupergraph({ source, logger }, config);
  const client = startSubgraphClient({
    timeout: config.subgraphTimeout,
    timeouts: config.subgraphTimeouts,
    maxAnswer: config.maxSubgraphAnswer,
    compression: config.subgraphCompression,
    connections: config.subgraphConnections,
    retries: config.subgraphRetries,
    hasCircuitBreakers: config.hasCircuitBreakers,
    isSharing: config.isSharingSubgraphRequests,
    epoch: createReadEpoch(),
    logger,
  });
  const sockets = startSubscriptionClient({
    protocols: new Map(),
    timeout: config.subgraphTimeout,
    maxEvent: config.maxSubgraphAnswer,
  });
  const formatError = createGatewayErrorFormatter(logger);
  const documents = createDocumentStore({ ...config, capacity: config.planCache });
  const engine = createLiaisonEngine(client, formatError);
  const operations = createOperationService({ graph, documents, engine, formatError });
  const hub = startSubscriptionHub({ graph, client, sockets, formatError }, config);
  const server = createServer();
  const verifyToken = () => Promise.resolve(undefined);
  const webSockets = startWebSocketServer(
    { server, verifyToken, forwardedHeaders: config.forwardedHeaders, operations, hub, formatError, logger },
    { ...config, isStopping: () => false },
  );
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}${config.path}`,
    swap: (next) => {
      supergraphSdl = next;
      for (const listener of listeners) listener(next);
    },
    [Symbol.asyncDispose]: async () => {
      await hub.stop();
      await webSockets.stop();
      server.close();
      await graph.stop();
      await sockets.stop();
      await client.stop();
    },
  };
}
