import { z } from 'zod';
import { ConfigurationError } from '../../../shared/config/environment.ts';
import type { Database } from '../../../shared/database/open-database.ts';
import type { FeedEndpoint } from '../../../shared/feed/feed-endpoint.ts';
import { caseLevels, type CaseLevel } from '../../../shared/lifecycle/congress-level.ts';
import { FeedCursorEntity } from './feed-cursor.entity.ts';

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
