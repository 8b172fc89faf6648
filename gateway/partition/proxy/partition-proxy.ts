import { randomUUID } from 'node:crypto';
import type { Logger } from '../../../shared/telemetry/logger.ts';
import type { SubgraphClient } from '../../transport/subgraph.client.ts';
import type { SubscriptionClient } from '../../transport/subscription.client.ts';
import { portOf } from '../../http/http.server.ts';
import { createPartitionedClient } from '../partitioned.client.ts';
import { assertServable } from '../partitioned.graph.ts';
import { createPartitionedSubscriptions } from '../partitioned.subscriptions.ts';
import { followPartitionFile } from '../partition.source.ts';
import { createProxyServer, type ProxyHttpOptions } from './proxy.http.ts';
import { startProxySockets, type ProxySocketOptions } from './proxy.sockets.ts';
import { entryOf, readServed, type ServedSubgraph } from './served-subgraph.ts';

export interface PartitionProxyOptions extends ProxyHttpOptions, ProxySocketOptions {
  /** The partition file. */
  readonly file: string;
  readonly subgraph: string;
  readonly host: string;
  readonly port: number;
  /** Milliseconds that partitions have to tell the schema of the subgraph when the proxy starts. */
  readonly startupTimeout: number;
}

export interface PartitionProxyDependencies {
  readonly client: SubgraphClient;
  readonly sockets: SubscriptionClient;
  readonly logger: Logger;
}

export interface RunningPartitionProxy {
  readonly url: string;
  readonly port: number;
  stop(): Promise<void>;
}

/**
 * One partitioned subgraph at one URL, over HTTP and graphql-transport-ws, for any router. Throws ClientError
 * PARTITIONS_INVALID, and SUBGRAPH_UNAVAILABLE where nobody tells the schema. `client` and `sockets` are stopped with it.
 */
export async function startPartitionProxy(
  { client: plain, sockets: plainSockets, logger }: PartitionProxyDependencies,
  options: PartitionProxyOptions,
): Promise<RunningPartitionProxy> {
  await using resources = new AsyncDisposableStack();
  const client = resources.adopt(createPartitionedClient(plain), (started) => started.stop());
  const sockets = resources.adopt(
    createPartitionedSubscriptions({ sockets: plainSockets, shapes: client.shapes, logger }),
    (started) => started.stop(),
  );
  const own = { port: options.port, path: options.path };
  const check = (table: Parameters<typeof assertServable>[0]): void => {
    entryOf(table, options.subgraph);
    assertServable(table, { subgraphs: [...table.keys()], own });
  };
  const source = resources.adopt(await followPartitionFile({ logger, check }, options.file), (followed) =>
    followed.stop(),
  );
  const read = (span: number): Promise<ServedSubgraph> =>
    readServed(plain, entryOf(source.current(), options.subgraph), performance.now() + span);
  let served = await read(options.startupTimeout);
  source.onChange((table) => {
    read(options.startupTimeout).then(
      // A table that came meanwhile counts, however long the schema of this one took.
      (changed) => source.current() === table && (served = changed),
      (error: unknown) => logger.error({ err: error }, 'the new partitions are refused; the old ones stay'),
    );
  });

  const http = createProxyServer({ client, served: () => served, logger }, options, randomUUID());
  resources.defer(() => http.close());
  const webSockets = startProxySockets({ client, served: () => served, logger, server: http.server, sockets }, options);
  resources.defer(() => webSockets.stop());
  await http.listen({ host: options.host, port: options.port });
  own.port = portOf(http);
  check(source.current());
  const running = resources.move();
  const host = options.host === '0.0.0.0' ? '127.0.0.1' : options.host;
  return {
    port: own.port,
    url: `http://${host}:${own.port}${options.path}`,
    stop: () => running.disposeAsync(),
  };
}
