import { setTimeout as pause } from 'node:timers/promises';
import type { FastifyInstance } from 'fastify';
import { startWakeBus } from '../../shared/events/wake-bus.ts';
import type { Logger } from '../../shared/telemetry/logger.ts';
import type { OperationUsage } from '../engine/operation.usage.ts';
import type { SubgraphClient } from '../transport/subgraph.client.ts';
import { registerArtifacts, type ArtifactRouteDependencies } from './artifact/artifact.route.ts';
import { startOperationRunner } from './api/operation.runner.ts';
import { registerRegistryApi } from './api/registry.route.ts';
import { startUsageRecorder } from './check/usage.recorder.ts';
import { openRegistry, registryUnavailable, type Registry } from './registry.ts';
import type { RegistryConfig } from './registry.config.ts';
import { createLastGood } from './supergraph/last-good.ts';
import { startRegistryWatch, type RegistryWatch, type ServedGraph } from './supergraph/registry.watch.ts';
import { createSources, type RegistrySources } from './supergraph/registry.sources.ts';
import { publishSeeds } from './supergraph/seed.publisher.ts';

/** The registry as part of a running gateway; its database may come and go. */
export interface RunningRegistry {
  /** The gateway's supergraph, and who serves its partitions. */
  readonly sources: RegistrySources;
  /** Learns what clients ask for, which checks then hold changes to. */
  readonly usage: OperationUsage;
  /** Serves the registry's API and its supergraphs for other routers. */
  register(server: FastifyInstance, dependencies: RegisterDependencies): void;
  stop(): Promise<void>;
}

export type RegisterDependencies = Pick<ArtifactRouteDependencies, 'formatError' | 'isStopping'>;

export interface RegistryStartDependencies {
  readonly client: SubgraphClient;
  readonly logger: Logger;
}

export interface RegistryStartOptions {
  /** The last good graphs are kept in `gateway` under it. */
  readonly dataDirectory: string;
  /** Milliseconds that the database and named subgraphs have to answer where there is no last good graph. */
  readonly startupTimeout: number;
}

const wakeTopic = 'registry';

/** Milliseconds that the database has to answer where the gateway could start from disk. */
const patience = 2_000;

/** Throws DatabaseUnavailableError where neither the database nor a last good graph is there. */
export async function startRegistry(
  { client, logger }: RegistryStartDependencies,
  config: RegistryConfig,
  options: RegistryStartOptions,
): Promise<RunningRegistry> {
  const lastGood = createLastGood(options.dataDirectory, logger);
  const initial = await lastGood.read();
  const bus = startWakeBus(config.redisUrl, logger);
  const watch = startRegistryWatch({ initial, pollInterval: config.pollInterval, logger });
  watch.onChange((graph) => lastGood.keep(graph));
  bus.listen(wakeTopic, () => void watch.look());
  const usage = startUsageRecorder({
    registry: () => connection.registry(),
    interval: config.usageInterval,
    checkDays: config.checkDays,
    logger,
  });
  const onChange = () => bus.notify(wakeTopic);
  const connection = createConnection({ client, logger, watch, onChange }, config, options);
  const onGraph = (graph: ServedGraph) => {
    watch.take(graph);
    onChange();
  };
  const operations = startOperationRunner(
    { onChange: onGraph, flushUses: () => usage.flush(), logger },
    { ...config, startupTimeout: patience },
  );
  const stop = async (): Promise<void> => {
    await operations.stop();
    await usage.stop();
    await connection.stop();
    await lastGood.stop();
    await bus.close();
  };
  try {
    await connection.open(initial ? patience : options.startupTimeout);
  } catch (error) {
    if (!initial) {
      await stop();
      throw error;
    }
    logger.warn({ reason: (error as Error).message }, 'started from the last good supergraph on disk');
    connection.openLater();
  }
  const open = (): Registry => {
    const registry = connection.registry();
    if (!registry) throw registryUnavailable();
    return registry;
  };
  return {
    sources: createSources(watch, config.variant),
    usage,
    register: (server, dependencies) => {
      registerRegistryApi(server, { open, operations, ...dependencies }, config);
      registerArtifacts(server, { open, watch, ...dependencies }, config);
    },
    stop,
  };
}

interface ConnectionDependencies extends RegistryStartDependencies {
  readonly watch: RegistryWatch;
  readonly onChange: () => void;
}

/** The way to the registry's database, which may be down when the gateway starts. */
function createConnection(
  { client, logger, watch, onChange }: ConnectionDependencies,
  config: RegistryConfig,
  { startupTimeout }: RegistryStartOptions,
) {
  const stopping = new AbortController();
  let registry: Registry | undefined;
  let later = Promise.resolve();

  async function open(timeout: number): Promise<void> {
    const opened = await openRegistry({ logger, onChange }, { ...config, startupTimeout: timeout });
    try {
      const seeding = { registry: opened, client, logger, signal: stopping.signal };
      await publishSeeds(seeding, config.seeds, Date.now() + startupTimeout);
      await watch.connect(opened);
      registry = opened;
    } catch (error) {
      await opened.stop();
      throw error;
    }
  }

  async function openUntilStopped(): Promise<void> {
    while (!stopping.signal.aborted && !registry) {
      try {
        await open(patience);
      } catch (error) {
        logger.warn({ reason: (error as Error).message }, 'the registry is not there yet; the last good graph stays');
        await pause(patience, undefined, { signal: stopping.signal }).catch(() => undefined);
      }
    }
  }

  return {
    /** Undefined while the database has not answered yet. */
    registry: () => registry,
    open,
    openLater: () => void (later = openUntilStopped()),
    stop: async () => {
      stopping.abort();
      await later;
      await watch.stop();
      await registry?.stop();
    },
  };
}
