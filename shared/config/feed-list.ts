import { z } from 'zod';
import type { FeedEndpoint } from '../feed/feed-endpoint.ts';
import { caseLevels, type CaseLevel } from '../lifecycle/congress-level.ts';

const takes = `It takes each of ${caseLevels.map((level) => level.toLowerCase()).join(', ')} once, as name=ws://HOST:PORT/graphql with commas between`;

/** One for each level, in the order of `caseLevels`. */
export const feedList = z.string().transform((text, context) => {
  const feeds = parseFeeds(text);
  if (feeds) return feeds;
  context.addIssue({ code: 'custom', message: takes });
  return z.NEVER;
});

function parseFeeds(text: string): FeedEndpoint[] | undefined {
  const urls = new Map<string, string>();
  const entries = text.split(',').map((entry) => entry.trim());
  for (const entry of entries) {
    const [, name = '', url = ''] = /^(\w+)=(.*)$/.exec(entry) ?? [];
    if (urls.has(name) || !isWebSocketUrl(url)) return undefined;
    urls.set(name, url);
  }
  const feeds = caseLevels.flatMap((level: CaseLevel) => {
    const url = urls.get(level.toLowerCase());
    return url === undefined ? [] : [{ level, url }];
  });
  return feeds.length === caseLevels.length && urls.size === feeds.length ? feeds : undefined;
}

function isWebSocketUrl(text: string): boolean {
  return URL.canParse(text) && /^wss?:$/.test(new URL(text).protocol);
}
