import { join } from 'node:path';
import { z } from 'zod';
import type { VariableValues } from '../../shared/config/environment.ts';
import { subgraphConfig, subgraphVariables, type SubgraphConfig } from '../../shared/config/subgraph-variables.ts';
import { caseLevels, type CaseLevel } from '../../shared/lifecycle/congress-level.ts';
import type { FeedEndpoint } from '../../shared/feed/feed-endpoint.ts';

export interface NetworkConfig extends SubgraphConfig {
  /** One for each level, in the order of `caseLevels`. */
  readonly feeds: readonly FeedEndpoint[];
  /** JWK that signs the token with which network reads the feeds. */
  readonly privateKeyFile: string;
}

const defaultFeeds =
  'city=ws://127.0.0.1:4001/graphql,district=ws://127.0.0.1:4002/graphql,township=ws://127.0.0.1:4003/graphql';

const takes = `It takes each of ${caseLevels.map((level) => level.toLowerCase()).join(', ')} once, as name=ws://HOST:PORT/graphql with commas between`;

const feedList = z
  .string()
  .prefault(defaultFeeds)
  .transform((text, context) => {
    const feeds = parseFeeds(text);
    if (feeds) return feeds;
    context.addIssue({ code: 'custom', message: takes });
    return z.NEVER;
  });

export const networkVariables = {
  ...subgraphVariables('network', 4004),
  NETWORK_FEEDS: feedList.describe("event feeds of the levels' subgraphs"),
  AUTH_PRIVATE_KEY_FILE: z
    .string()
    .optional()
    .describe('private key that signs the token of network; default DATA_DIR/keys/private.jwk'),
};

/** Families of names that belong to network: an unknown variable that begins with one is a fault. */
export const networkFamilies = ['NETWORK_'];

export function networkConfig(values: VariableValues<typeof networkVariables>): NetworkConfig {
  return {
    ...subgraphConfig('network', values, values.NETWORK_DATABASE_URL),
    feeds: values.NETWORK_FEEDS,
    privateKeyFile: values.AUTH_PRIVATE_KEY_FILE ?? join(values.DATA_DIR, 'keys', 'private.jwk'),
  };
}

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
