import type { Logger } from '../shared/telemetry/logger.ts';
import { startClient, startSockets } from './app.transport.ts';
import { createReadEpoch } from './cache/read-epoch.ts';
import type { GatewayConfig } from './config.ts';
import { startPartitionProxy, type RunningPartitionProxy } from './partition/proxy/partition-proxy.ts';

export interface StandAloneProxy {
  readonly config: GatewayConfig;
  readonly logger: Logger;
  /** The partition file. */
  readonly file: string;
  readonly subgraph: string;
}

/** A partition proxy with the gateway's own settings for requests to subgraphs. */
export function startStandAloneProxy({
  config,
  logger,
  file,
  subgraph,
}: StandAloneProxy): Promise<RunningPartitionProxy> {
  const client = startClient(config, createReadEpoch(), logger);
  return startPartitionProxy({ client, sockets: startSockets(config), logger }, { ...config, file, subgraph });
}
