import type { Logger } from '../shared/telemetry/logger.ts';
import type { ReadEpoch } from './cache/read-epoch.ts';
import type { GatewayConfig } from './config.ts';
import { startSubgraphClient, type SubgraphClient } from './transport/subgraph.client.ts';
import type { SubscriptionClient } from './transport/subscription.client.ts';
import { startSubscriptionClient } from './transport/subscription-protocols.ts';

export function startClient(config: GatewayConfig, epoch: ReadEpoch, logger: Logger): SubgraphClient {
  return startSubgraphClient({
    timeout: config.subgraphTimeout,
    timeouts: config.subgraphTimeouts,
    connections: config.subgraphConnections,
    maxAnswer: config.maxSubgraphAnswer,
    compression: config.subgraphCompression,
    retries: config.subgraphRetries,
    hasCircuitBreakers: config.hasCircuitBreakers,
    isSharing: config.isSharingSubgraphRequests,
    epoch,
    logger,
  });
}

export function startSockets(config: GatewayConfig): SubscriptionClient {
  return startSubscriptionClient({
    protocols: config.subscriptionProtocols,
    maxEvent: config.maxSubgraphAnswer,
    timeout: config.subgraphTimeout,
  });
}
