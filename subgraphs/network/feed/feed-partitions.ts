import { z } from 'zod';
import { ConfigurationError } from '../../../shared/config/environment.ts';
import type { Database } from '../../../shared/database/open-database.ts';
import type { FeedEndpoint } from '../../../shared/feed/feed-endpoint.ts';
import { caseLevels, type CaseLevel } from '../../../shared/lifecycle/congress-level.ts';
import { withheldAct } from '../../../shared/suggestion/withheld-event.ts';
import { FeedCursorEntity } from './feed-cursor.entity.ts';
import { isTold, type FeedEvent } from './feed-event.ts';

const takes =
  'It takes feeds of partitions with commas between them, such as district/230103=ws://HOST:PORT/graphql; names of up to 10 letters and digits, each once';

/** Feeds of levels that many owners serve; names are the operator's, such as the division's code. */
export const feedPartitions = z
  .string()
  .prefault('')
  .transform((text, context): readonly FeedEndpoint[] => {
    const feeds = text
      .split(',')
      .map((entry) => entry.trim())
      .filter(Boolean)
      .map(parseEntry);
    const known = feeds.filter((feed) => feed !== undefined);
    const isUnique = (of: (feed: FeedEndpoint) => string) => new Set(known.map(of)).size === known.length;
    if (known.length === feeds.length && isUnique(({ url }) => url) && isUnique(nameOf)) return known;
    context.addIssue({ code: 'custom', message: takes });
    return z.NEVER;
  });

function nameOf({ level, partition }: FeedEndpoint): string {
  return `${level} ${partition ?? ''}`;
}

function parseEntry(entry: string): FeedEndpoint | undefined {
  const [, name = '', partition = '', url = ''] = /^([a-z]+)\/(\w{1,10})=(.*)$/.exec(entry) ?? [];
  const level = caseLevels.find((each: CaseLevel) => each.toLowerCase() === name);
  const isSocket = URL.canParse(url) && /^wss?:$/.test(new URL(url).protocol);
  return level && isSocket ? { level, partition, url } : undefined;
}

/** The feeds to follow: a level of partitions has no feed of its own. */
export function withPartitions(
  feeds: readonly FeedEndpoint[],
  partitions: readonly FeedEndpoint[],
): readonly FeedEndpoint[] {
  return [...feeds.filter(({ level }) => !partitions.some((each) => each.level === level)), ...partitions];
}

/**
 * A feed's events without those of divisions that another feed is named after, whose places stay. What the common log tells
 * of a district from before it had a system of its own is no case any more: by its key it is asked of that system.
 */
export function withoutOthers(
  events: readonly FeedEvent[],
  feed: FeedEndpoint,
  feeds: readonly FeedEndpoint[],
): readonly FeedEvent[] {
  const named = feeds.filter(
    ({ level, partition }) => level === feed.level && /^\d{6}(?:\d{3})?$/.test(partition ?? ''),
  );
  if (named.length === 0) return events;
  const ownerOf = (divisionCode: string): FeedEndpoint | undefined =>
    named
      .filter(({ partition = '' }) => divisionCode.startsWith(partition))
      .reduce<FeedEndpoint | undefined>(longerNamed, undefined);
  return events.map((event) => {
    const owner = isTold(event) ? ownerOf(event.divisionCode) : undefined;
    if (!owner || owner.partition === feed.partition) return event;
    const { sequence, cursor, occurredAt, hash } = event;
    return { sequence, cursor, occurredAt, hash, act: withheldAct, payload: {} };
  });
}

function longerNamed(left: FeedEndpoint | undefined, right: FeedEndpoint): FeedEndpoint {
  return left && (left.partition ?? '').length >= (right.partition ?? '').length ? left : right;
}

/** Throws ConfigurationError where the read model was made of other feeds, whose events would count twice. */
export async function assertSameFeeds(database: Database, feeds: readonly FeedEndpoint[]): Promise<void> {
  const rows = await database.fork().find(FeedCursorEntity, {}, { disableIdentityMap: true });
  const changed = caseLevels.filter((level) => {
    const isOne = feeds.some((feed) => feed.level === level && feed.partition === undefined);
    const wasOne = rows.some((row) => row.level === level && row.lastCursor !== '');
    const wasMany = rows.some((row) => row.level.startsWith(`${level.slice(0, 1)}/`));
    return isOne ? wasMany : wasOne;
  });
  if (changed.length === 0) return;
  const names = changed.map((level) => level.toLowerCase()).join(', ');
  throw new ConfigurationError([
    `NETWORK_FEED_PARTITIONS: the read model was made of other feeds of ${names}, one where there are partitions now or the other way round. Run "liaison network rebuild".`,
  ]);
}
