import { defineConfig } from '@graphql-hive/gateway';
import { unifiedGraphHandler } from '@graphql-hive/router-runtime';

const isShared = process.env['SHARING'] === 'on';

/** Both kinds of sharing that it has: of requests to subgraphs (its default) and of requests of clients. */
export const gatewayConfig = defineConfig({
  unifiedGraphHandler,
  inboundInflightRequestDeduplication: isShared,
  transportEntries: {
    '*.http': { options: { deduplicateInflightRequests: isShared } },
    live: { options: { subscriptions: { kind: 'ws', location: '/live' } } },
  },
});
