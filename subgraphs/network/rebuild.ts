import type { Database } from '../../shared/database/open-database.ts';
import { inTransaction } from '../../shared/database/transaction.ts';
import { ClientError } from '../../shared/errors/client-error.ts';
import { startWakeBus, type WakeBus } from '../../shared/events/wake-bus.ts';
import type { FeedEndpoint } from '../../shared/feed/feed-endpoint.ts';
import type { Logger } from '../../shared/telemetry/logger.ts';
import type { NetworkConfig } from './config.ts';
import { FeedCursorEntity } from './feed/feed-cursor.entity.ts';
import { readTokenSource } from '../../shared/feed/feed-token.ts';
import { defaultFeedTuning, type FeedTuning } from '../../shared/feed/feed-tuning.ts';
import {
  askFeedPositions,
  askFeedStarts,
  networkReader,
  startNetworkFeeds,
  sumPerLevel,
  type FeedPlace,
} from './feed/network-feeds.ts';
import type { FeedSequences } from './projection/feed-sequences.ts';
import { OpinionSuggestionEntity } from './opinion/opinion-suggestion.entity.ts';
import { lockHead, readHead, writeHead } from './projection/network-head.ts';
import { openReadModel } from './projection/open-read-model.ts';
import { ReachedStatusEntity } from './statistics/reached-status.entity.ts';
import { StatusChangeEntity } from './status-change/status-change.entity.ts';
import {
  SuggestionOrganEntity,
  SuggestionSignerEntity,
  SuggestionViewEntity,
} from './suggestion/suggestion-view.entity.ts';

export interface RebuildResources {
  readonly logger: Logger;
  readonly bus?: WakeBus;
  readonly tuning?: Partial<FeedTuning>;
  /** Called after each transaction: events applied so far, and all that there were when the rebuild began. */
  readonly onProgress?: (progress: { applied: number; total: number }) => void;
}

export interface RebuildReport {
  readonly suggestions: number;
  /** Rows of the unified log. */
  readonly changes: number;
  /** How far each feed went when the rebuild began. */
  readonly positions: FeedSequences;
}

/**
 * Empties the read model in one transaction and follows all feeds from their first event, until each has come to where
 * it was at the start. A level that does not answer is an error before anything is emptied, and so is LOG_TRIMMED: a log
 * without its first events does not tell of every suggestion any more.
 *
 * Network may run meanwhile: whoever applies an event does so under the same lock and by the same cursors, so that the
 * service and the rebuild together apply each one once. The service is not ready until the model is whole again; its
 * lists and statistics show the part that is there, and its subscriptions go on from their cursors.
 */
export async function rebuildNetwork(config: NetworkConfig, resources: RebuildResources): Promise<RebuildReport> {
  const { logger, onProgress } = resources;
  const tuning = { ...defaultFeedTuning, ...resources.tuning };
  const source = {
    endpoints: config.feeds,
    signToken: await readTokenSource(config.privateKeyFile, networkReader),
    tuning,
  };
  const database = await openReadModel(config, logger);
  const bus = resources.bus ?? startWakeBus(config.redisUrl, logger);
  try {
    const positions = await askFeedPositions(source);
    assertWhole(await askFeedStarts(source));
    const { logId } = await emptyReadModel(database);
    bus.notify(logId);
    const total = sumOf(positions);
    const reached = new Map<FeedEndpoint, number>();
    const feeds = startNetworkFeeds({
      ...source,
      database,
      logger,
      onApplied: (endpoint, sequence) => {
        bus.notify(logId);
        const goal = positions.find((place) => place.endpoint === endpoint)?.sequence ?? 0;
        reached.set(endpoint, Math.min(sequence, goal));
        onProgress?.({ applied: [...reached.values()].reduce((sum, each) => sum + each, 0), total });
      },
    });
    await feeds.reached(positions).finally(() => feeds.stop());
    return { ...(await countRows(database)), positions: sumPerLevel(positions) };
  } finally {
    if (!resources.bus) await bus.close();
    await database.close();
  }
}

function assertWhole(starts: readonly FeedPlace[]): void {
  const trimmed = starts.filter(({ sequence }) => sequence > 1);
  if (trimmed.length === 0) return;
  const nameOf = ({ level, partition }: FeedEndpoint) => [level.toLowerCase(), partition].filter(Boolean).join(' ');
  const spans = trimmed
    .map(({ endpoint, sequence }) => `that of ${nameOf(endpoint)} begins with event ${sequence}`)
    .join(', ');
  throw new ClientError(
    'LOG_TRIMMED',
    `The read model cannot be built anew, and was left as it is: a log was trimmed (${spans}). Bring the read model's database back from a backup that is younger than the trimming; network goes on from there by itself.`,
  );
}

/** A new edition, so that nobody takes an old position for one of it. */
function emptyReadModel(database: Database): Promise<{ logId: string }> {
  return inTransaction(database, async (em) => {
    const head = await lockHead(em);
    await em.nativeDelete(StatusChangeEntity, {});
    await em.nativeDelete(OpinionSuggestionEntity, {});
    await em.nativeDelete(ReachedStatusEntity, {});
    await em.nativeDelete(SuggestionOrganEntity, {});
    await em.nativeDelete(SuggestionSignerEntity, {});
    await em.nativeDelete(SuggestionViewEntity, {});
    await em.nativeDelete(FeedCursorEntity, {});
    await writeHead(em, { ...head, edition: head.edition + 1, position: 0 });
    return head;
  });
}

async function countRows(database: Database): Promise<Pick<RebuildReport, 'suggestions' | 'changes'>> {
  const em = database.fork();
  return { suggestions: await em.count(SuggestionViewEntity), changes: (await readHead(em)).position };
}

function sumOf(places: readonly FeedPlace[]): number {
  return places.reduce((sum, { sequence }) => sum + sequence, 0);
}
