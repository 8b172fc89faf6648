import { setTimeout as delay } from 'node:timers/promises';
import type { CaseLevel } from '../lifecycle/congress-level.ts';
import type { Logger } from '../telemetry/logger.ts';
import { openFeed, type FeedConnection, type FeedFormat } from './feed-connection.ts';
import type { FeedEndpoint } from './feed-endpoint.ts';
import { FeedExpiredError, FeedRenewalError } from './feed-error.ts';
import { createFeedProgress, type FeedStatus } from './feed-progress.ts';
import type { TokenSource } from './feed-token.ts';
import type { FeedTuning } from './feed-tuning.ts';

/** Where the events go. */
export interface FeedStore<Event> {
  read(level: CaseLevel): Promise<{ readonly cursor: string | undefined; readonly sequence: number }>;
  /** Gives how far the feed has been applied then. */
  apply(level: CaseLevel, events: readonly Event[]): Promise<number>;
}

export interface FollowerDeps<Event> {
  readonly store: FeedStore<Event>;
  readonly format: FeedFormat<Event>;
  /** What an operator does about a feed that cannot be gone on with. */
  readonly remedy: string;
  readonly signToken: TokenSource;
  readonly logger: Logger;
  readonly tuning: FeedTuning;
}

export interface FeedFollower {
  readonly endpoint: FeedEndpoint;
  status(): FeedStatus;
  /** Resolves once the feed has been applied up to `sequence`; rejects when it expires or is stopped before. */
  reached(sequence: number): Promise<void>;
  stop(): Promise<void>;
}

/** Follows one level's feed for as long as it runs: whatever breaks, it goes on from the stored cursor. */
export function startFeedFollower<Event>(endpoint: FeedEndpoint, deps: FollowerDeps<Event>): FeedFollower {
  const { store, tuning, format } = deps;
  const { level } = endpoint;
  const progress = createFeedProgress(level);
  const stopping = new AbortController();
  const recover = createRecovery(endpoint, deps, { progress, signal: stopping.signal });

  /** One connection, from the stored cursor to its end, which is always an error. */
  async function follow(): Promise<never> {
    const { cursor, sequence } = await store.read(level);
    progress.advanced(sequence);
    const request = { format, after: cursor, token: await deps.signToken(tuning.tokenLifetime) };
    const connection = openFeed(endpoint, request, tuning);
    const abort = (): void => connection.close(stopping.signal.reason as Error);
    stopping.signal.addEventListener('abort', abort);
    if (stopping.signal.aborted) abort();
    try {
      return await applyAll(connection);
    } catch (error) {
      throw error instanceof FeedExpiredError ? new RefusedCursorError(error.message, cursor) : error;
    } finally {
      connection.close(new Error('The connection is over.'));
      stopping.signal.removeEventListener('abort', abort);
    }
  }

  async function applyAll(connection: FeedConnection<Event>): Promise<never> {
    const goal = await connection.position();
    progress.connected(goal);
    // An event that cannot be applied must not look like a success each time it comes again.
    if (progress.status().sequence >= goal) recover.succeeded();
    while (true) {
      const events = await connection.take(tuning.batchSize);
      progress.advanced(await store.apply(level, events));
      recover.succeeded();
    }
  }

  async function run(): Promise<void> {
    while (!stopping.signal.aborted) await follow().catch((error: unknown) => recover.from(error as Error));
  }

  const running = run();
  return {
    endpoint,
    status: () => progress.status(),
    reached: (sequence) => progress.reached(sequence),
    stop: async () => {
      const reason = new Error(`The follower of the ${level} feed was stopped.`);
      stopping.abort(reason);
      progress.stopped(reason);
      await running;
    },
  };
}

/** The feed does not go on from this cursor. */
class RefusedCursorError extends FeedExpiredError {
  readonly cursor: string | undefined;

  constructor(message: string, cursor: string | undefined) {
    super(message);
    this.cursor = cursor;
  }
}

interface RecoveryParts {
  readonly progress: ReturnType<typeof createFeedProgress>;
  readonly signal: AbortSignal;
}

/** What happens between the end of one connection and the next one. */
function createRecovery<Event>(
  endpoint: FeedEndpoint,
  { store, tuning, remedy, ...deps }: FollowerDeps<Event>,
  parts: RecoveryParts,
) {
  const { progress, signal } = parts;
  const { level, url } = endpoint;
  const logger = deps.logger.child({ feed: level.toLowerCase(), url });
  let failures = 0;

  const rest = (span: number): Promise<void> => delay(span, undefined, { signal }).catch(() => undefined);

  /** A rebuild, by this process or another, takes away the cursor that the feed refused. */
  async function untilRebuilt(refused: RefusedCursorError): Promise<void> {
    progress.expired(new Error(`The ${level} feed cannot be gone on with: ${remedy}.`));
    logger.error({ reason: refused.message }, `this feed cannot be gone on with: ${remedy}`);
    while (!signal.aborted) {
      await rest(tuning.expiredPoll);
      const stored = await store.read(level).catch(() => refused);
      if (stored.cursor !== refused.cursor) return;
    }
  }

  return {
    succeeded(): void {
      if (failures > 0) logger.info('the feed answers again');
      failures = 0;
    },
    async from(error: Error): Promise<void> {
      if (signal.aborted || error instanceof FeedRenewalError) return;
      if (error instanceof RefusedCursorError) return untilRebuilt(error);
      progress.interrupted();
      const isNews = failures === 0;
      logger[isNews ? 'warn' : 'debug']({ reason: error.message }, 'the feed was interrupted; it is tried again');
      const pause = Math.min(tuning.firstRetry * 2 ** failures, tuning.longestRetry);
      failures += 1;
      // Spread, so that followers of one level do not knock together.
      await rest(pause * (0.75 + Math.random() / 2));
    },
  };
}
