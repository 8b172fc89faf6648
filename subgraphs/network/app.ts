import { createTokenVerifier } from '../../shared/auth/token-verifier.ts';
import type { Database } from '../../shared/database/open-database.ts';
import { startWakeBus, type WakeBus } from '../../shared/events/wake-bus.ts';
import { createCursorCodec } from '../../shared/paging/cursor.ts';
import { ensureCursorSecret } from '../../shared/paging/cursor-secret.ts';
import { RequestScope, type Clock } from '../../shared/subgraph/request-scope.ts';
import { startSubgraph, type RunningService } from '../../shared/subgraph/start-subgraph.ts';
import type { Logger } from '../../shared/telemetry/logger.ts';
import type { NetworkConfig } from './config.ts';
import type { FeedStatus } from '../../shared/feed/feed-progress.ts';
import { readTokenSource } from '../../shared/feed/feed-token.ts';
import { defaultFeedTuning, type FeedTuning } from '../../shared/feed/feed-tuning.ts';
import { assertSameFeeds } from './feed/feed-partitions.ts';
import { askFeedPositions, networkReader, startNetworkFeeds } from './feed/network-feeds.ts';
import type { NetworkContext } from './network-context.ts';
import { buildNetworkSchema } from './network.schema.ts';
import { openReadModel } from './projection/open-read-model.ts';
import { openChangeLog, type ChangeLog } from './status-change/change-log.ts';

export interface NetworkResources {
  readonly logger: Logger;
  /** Shared by services of one process; where it is left out network has its own. */
  readonly bus?: WakeBus;
  readonly clock?: Clock;
  /** What is left out is as in `defaultFeedTuning`. */
  readonly tuning?: Partial<FeedTuning>;
}

export interface RunningNetwork extends RunningService {
  readonly database: Database;
  feeds(): readonly FeedStatus[];
  /** Asks every level how far its log goes now, and resolves once all of that is applied. Rejects where one is down or expired. */
  caughtUp(): Promise<void>;
}

/** Milliseconds after which subscribers look at the log even if nothing woke them. */
const pollInterval = 1_000;

/**
 * Opens the read model, follows the levels' feeds and serves the subgraph. It starts while a level is down: then it
 * serves what it has, and is not ready. Throws ConfigurationError where its key is missing, and DatabaseUnavailableError.
 */
export async function startNetwork(config: NetworkConfig, resources: NetworkResources): Promise<RunningNetwork> {
  const { logger, clock = () => new Date() } = resources;
  const tuning = { ...defaultFeedTuning, ...resources.tuning };
  const signToken = await readTokenSource(config.privateKeyFile, networkReader);
  const cursors = createCursorCodec(config.cursorSecret ?? (await ensureCursorSecret(config.dataDir)));
  await using starting = new AsyncDisposableStack();
  const { database, changes } = await openModel(starting, config, resources);
  await assertSameFeeds(database, config.feeds);
  const source = { endpoints: config.feeds, signToken, tuning };
  const feeds = startNetworkFeeds({ ...source, database, logger, onApplied: () => changes.wake() });
  starting.defer(() => feeds.stop());
  const stopping = new AbortController();
  const service = await startSubgraph({
    name: 'network',
    host: config.host,
    port: config.port,
    schema: await buildNetworkSchema(),
    logger,
    verifyToken: createTokenVerifier(config.jwksFile),
    createContext: (actor): NetworkContext => ({
      scope: new RequestScope({ actor, em: database.fork(), clock, cursors }),
      changes: { database, changes, cursors, goals: () => feeds.goals() },
      signal: stopping.signal,
    }),
    isReady: () => feeds.isCaughtUp(),
  });
  starting.defer(() => service.stop());
  starting.defer(() => stopping.abort());
  const running = starting.move();
  return {
    ...service,
    database,
    feeds: () => feeds.statuses(),
    caughtUp: async () => feeds.reached(await askFeedPositions(source)),
    stop: () => running.disposeAsync(),
  };
}

/** Opens what stands below the feeds; `owner` closes it. */
async function openModel(
  owner: AsyncDisposableStack,
  config: NetworkConfig,
  { logger, bus: sharedBus }: NetworkResources,
): Promise<{ database: Database; changes: ChangeLog }> {
  const database = owner.adopt(await openReadModel(config, logger), (opened) => opened.close());
  const bus = sharedBus ?? owner.adopt(startWakeBus(config.redisUrl, logger), (started) => started.close());
  const changes = owner.adopt(await openChangeLog(database, { bus, pollInterval }), (opened) => opened.stop());
  return { database, changes };
}
