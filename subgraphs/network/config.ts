import type { VariableValues } from '../../shared/config/environment.ts';
import {
  feedSettings,
  privateKeyFile,
  subgraphConfig,
  subgraphVariables,
  type SubgraphConfig,
} from '../../shared/config/subgraph-variables.ts';
import { feedList } from '../../shared/config/feed-list.ts';
import type { FeedEndpoint } from '../../shared/feed/feed-endpoint.ts';
import { feedPartitions, withPartitions } from './feed/feed-partitions.ts';

export interface NetworkConfig extends SubgraphConfig {
  /** One for each level, or for each partition of it. */
  readonly feeds: readonly FeedEndpoint[];
  readonly privateKeyFile: string;
}

const defaultFeeds =
  'city=ws://127.0.0.1:4001/graphql,district=ws://127.0.0.1:4002/graphql,township=ws://127.0.0.1:4003/graphql';

export const networkVariables = {
  ...subgraphVariables('network', 4004),
  NETWORK_FEEDS: feedList.prefault(defaultFeeds).describe("event feeds of the levels' subgraphs"),
  NETWORK_FEED_PARTITIONS: feedPartitions.describe('event feeds of levels that many owners serve'),
  AUTH_PRIVATE_KEY_FILE: privateKeyFile,
};

/** Families of names that belong to network: an unknown variable that begins with one is a fault. */
export const networkFamilies = ['NETWORK_'];

export function networkConfig(values: VariableValues<typeof networkVariables>): NetworkConfig {
  return {
    ...subgraphConfig('network', values, values.NETWORK_DATABASE_URL),
    ...feedSettings(values),
    feeds: withPartitions(values.NETWORK_FEEDS, values.NETWORK_FEED_PARTITIONS),
  };
}
