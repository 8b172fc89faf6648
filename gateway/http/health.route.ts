import type { FastifyInstance } from 'fastify';
import type { PartitionedClient } from '../partition/partitioned.client.ts';
import { probePartitions, type PartitionHealth } from '../partition/partition-health.ts';
import type { SubgraphEndpoint } from '../transport/subgraph-endpoint.ts';

export interface HealthDependencies {
  readonly client: PartitionedClient;
  readonly subgraphs: () => Iterable<SubgraphEndpoint>;
  readonly isStopping: () => boolean;
}

export interface SubgraphHealth {
  readonly name: string;
  readonly state: 'up' | 'down';
  /** Only for `down`. */
  readonly reason?: string;
  /** Of a subgraph that many owners serve, which is up where any of them is. */
  readonly partitions?: readonly PartitionHealth[];
}

/** Milliseconds that a subgraph has to answer. */
const probeTimeout = 1_000;

export function registerHealth(server: FastifyInstance, dependencies: HealthDependencies): void {
  const probe = createProbe(dependencies);
  server.get('/health/live', async () => ({ status: 'live' }));
  server.get('/health/ready', async (_request, reply) => {
    if (dependencies.isStopping()) return reply.code(503).send({ status: 'stopping', subgraphs: [] });
    const subgraphs = await probe();
    const isReady = subgraphs.every(({ state }) => state === 'up');
    return reply.code(isReady ? 200 : 503).send({ status: isReady ? 'ready' : 'not ready', subgraphs });
  });
}

/** Asks all subgraphs at once; probes that come while one runs share its answer. Nothing older counts. */
function createProbe({ client, subgraphs }: HealthDependencies): () => Promise<readonly SubgraphHealth[]> {
  let running: Promise<readonly SubgraphHealth[]> | undefined;
  return () => {
    running ??= Promise.all([...subgraphs()].map((endpoint) => probeOne(client, endpoint))).finally(() => {
      running = undefined;
    });
    return running;
  };
}

async function probeOne(client: PartitionedClient, endpoint: SubgraphEndpoint): Promise<SubgraphHealth> {
  const { name, routing } = endpoint;
  if (routing) {
    const ask = ({ url }: { readonly url: string }) => probeOne(client, { name, url });
    return { name, ...(await probePartitions(routing.partitions, { ask, figuresOf: client.figuresOf })) };
  }
  try {
    const { data, errors } = await client.send(
      endpoint,
      { query: '{ __typename }' },
      { timeout: probeTimeout, isProbe: true },
    );
    if (data) return { name, state: 'up' };
    return { name, state: 'down', reason: errors?.[0]?.message ?? 'it answered without data' };
  } catch (error) {
    return { name, state: 'down', reason: (error as Error).message };
  }
}
