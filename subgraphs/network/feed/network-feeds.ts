import type { Database } from '../../../shared/database/open-database.ts';
import type { CaseLevel } from '../../../shared/lifecycle/congress-level.ts';
import type { Logger } from '../../../shared/telemetry/logger.ts';
import { applyEvents } from '../projection/apply-events.ts';
import { feedKey, readFeedPosition, readFeedProgress, type FeedSequences } from '../projection/feed-sequences.ts';
import { ClientError } from '../../../shared/errors/client-error.ts';
import type { TokenSubject } from '../../../shared/auth/token-issuer.ts';
import type { FeedFormat } from '../../../shared/feed/feed-connection.ts';
import type { FeedEndpoint } from '../../../shared/feed/feed-endpoint.ts';
import { startFeedFollower } from '../../../shared/feed/feed-follower.ts';
import { feedEventFields, parseFeedEvent, type FeedEvent } from './feed-event.ts';
import { withoutOthers } from './feed-partitions.ts';
import type { FeedStatus } from '../../../shared/feed/feed-progress.ts';
import type { TokenSource } from '../../../shared/feed/feed-token.ts';
import type { FeedTuning } from '../../../shared/feed/feed-tuning.ts';
import { connectToLevel, type LevelClient } from '../../../shared/feed/level-client.ts';

/** As whom network reads the feeds: a service of the installation, which sees drafts and keeps them to their signers. */
export const networkReader: TokenSubject = {
  subject: 'network',
  name: 'network',
  role: 'system',
  divisionCode: '230100',
};

export interface NetworkFeedsOptions {
  readonly endpoints: readonly FeedEndpoint[];
  readonly database: Database;
  readonly signToken: TokenSource;
  readonly tuning: FeedTuning;
  readonly logger: Logger;
  /** Called after each transaction: how far that feed is applied now. */
  readonly onApplied: (endpoint: FeedEndpoint, sequence: number) => void;
}

const networkFormat: FeedFormat<FeedEvent> = {
  fieldOf: (level) => `${level.toLowerCase()}SuggestionEvents`,
  fields: feedEventFields,
  parse: parseFeedEvent,
};

/** A sequence of one feed's own log. */
export interface FeedPlace {
  readonly endpoint: FeedEndpoint;
  readonly sequence: number;
}

/** The followers of all levels, or of their partitions. */
export interface NetworkFeeds {
  statuses(): readonly FeedStatus[];
  /** How far the levels' logs were when they were last asked; 0 for one that never answered, or is in partitions. */
  goals(): FeedSequences;
  /** Whether every feed has been caught up once since the start, and all of that is still there. */
  isCaughtUp(): Promise<boolean>;
  /** Resolves once every feed is applied up to these sequences; rejects where one expires or is stopped before. */
  reached(places: readonly FeedPlace[]): Promise<void>;
  stop(): Promise<void>;
}

export function startNetworkFeeds(options: NetworkFeedsOptions): NetworkFeeds {
  const { database, onApplied } = options;
  const storeOf = (endpoint: FeedEndpoint) => ({
    read: () => readFeedPosition(database.fork(), feedKey(endpoint)),
    apply: async (_level: CaseLevel, events: readonly FeedEvent[]) => {
      const sequence = await applyEvents(database, endpoint, withoutOthers(events, endpoint, options.endpoints));
      onApplied(endpoint, sequence);
      return sequence;
    },
  });
  const followers = options.endpoints.map((endpoint) =>
    startFeedFollower(endpoint, {
      ...options,
      store: storeOf(endpoint),
      format: networkFormat,
      remedy: 'run "liaison network rebuild"',
    }),
  );
  const statuses = (): FeedStatus[] => followers.map((follower) => follower.status());
  const wholeLevel = (level: CaseLevel) =>
    followers.find(({ endpoint }) => endpoint.level === level && endpoint.partition === undefined);
  return {
    statuses,
    goals: () => perLevel((level) => wholeLevel(level)?.status().goal ?? 0),
    isCaughtUp: async () => {
      // Asked of the database: a rebuild by another process takes away what this one had applied.
      const applied = await readFeedProgress(database.fork());
      return followers.every(
        (follower) => (applied.get(feedKey(follower.endpoint)) ?? 0) >= (follower.status().firstGoal ?? Infinity),
      );
    },
    reached: async (places) => {
      const sequences = new Map(places.map(({ endpoint, sequence }) => [feedKey(endpoint), sequence]));
      await Promise.all(followers.map((follower) => follower.reached(sequences.get(feedKey(follower.endpoint)) ?? 0)));
    },
    stop: async () => {
      await Promise.all(followers.map((follower) => follower.stop()));
    },
  };
}

type FeedSource = Pick<NetworkFeedsOptions, 'endpoints' | 'signToken' | 'tuning'>;

/** Asks every feed for the newest sequence of its log. Throws ClientError SUBGRAPH_UNAVAILABLE for one that does not answer. */
export function askFeedPositions(source: FeedSource): Promise<readonly FeedPlace[]> {
  return askFeeds(source, (client) => client.position());
}

/** Asks every feed for the oldest sequence that its log holds. Throws ClientError SUBGRAPH_UNAVAILABLE for one that does not answer. */
export function askFeedStarts(source: FeedSource): Promise<readonly FeedPlace[]> {
  return askFeeds(source, (client) => client.start());
}

async function askFeeds(
  { endpoints, signToken, tuning }: FeedSource,
  ask: (client: LevelClient) => Promise<number>,
): Promise<readonly FeedPlace[]> {
  const token = await signToken(tuning.tokenLifetime);
  return Promise.all(
    endpoints.map(async (endpoint): Promise<FeedPlace> => {
      const client = connectToLevel(endpoint, token, tuning.answerTimeout);
      try {
        return { endpoint, sequence: await ask(client) };
      } catch (error) {
        const name = endpoint.level.toLowerCase();
        throw new ClientError(
          'SUBGRAPH_UNAVAILABLE',
          `The feed of ${name} at ${endpoint.url} does not answer: ${(error as Error).message}. Start it, or correct NETWORK_FEEDS or NETWORK_FEED_PARTITIONS.`,
        );
      } finally {
        client.close();
      }
    }),
  );
}

/** Events of each level, those of its partitions together. */
export function sumPerLevel(places: readonly FeedPlace[]): FeedSequences {
  const own = (level: CaseLevel) => places.filter(({ endpoint }) => endpoint.level === level);
  return perLevel((level) => own(level).reduce((sum, { sequence }) => sum + sequence, 0));
}

function perLevel(valueOf: (level: CaseLevel) => number): FeedSequences {
  return { CITY: valueOf('CITY'), DISTRICT: valueOf('DISTRICT'), TOWNSHIP: valueOf('TOWNSHIP') };
}
