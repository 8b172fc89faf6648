import type { SubscriptionClient } from '../transport/subscription.client.ts';
import { MergedFeed, type MergedFeedDependencies } from './merged-feed.ts';

/** Takes subscriptions of partitioned subgraphs to all their partitions, over `sockets`, and leaves all others to it. */
export function createPartitionedSubscriptions(dependencies: MergedFeedDependencies): SubscriptionClient {
  const { sockets } = dependencies;
  return {
    subscribe: (request, sink) => {
      const { routing } = request.endpoint;
      if (!routing) return sockets.subscribe(request, sink);
      const feed = new MergedFeed(dependencies, { request, routing }, sink);
      return () => feed.close();
    },
    stop: () => sockets.stop(),
  };
}
