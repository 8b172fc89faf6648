import { createEitherProtocol } from './either-protocol.ts';
import { startEventStreamClient } from './event-stream.client.ts';
import { startSubgraphSocketClient } from './subgraph-socket.client.ts';
import type { SubscriptionClient, SubscriptionLimits } from './subscription.client.ts';

/** `ws`: graphql-transport-ws. `sse`: the distinct connections mode of graphql-sse. */
export type SubscriptionProtocol = 'ws' | 'sse';

export interface SubscriptionProtocolOptions {
  /** By name of the subgraph; of all others, the one that they turn out to speak. */
  readonly protocols: ReadonlyMap<string, SubscriptionProtocol>;
  /** Bytes of the largest event. */
  readonly maxEvent: number;
  /** Milliseconds that a request to a subgraph may take: no connection is waited for longer. */
  readonly timeout: number;
}

/** Milliseconds. */
const longestAcknowledgement = 10_000;

/** Takes each subscription to its subgraph in the protocol that this one speaks. */
export function startSubscriptionClient({
  protocols,
  maxEvent,
  timeout,
}: SubscriptionProtocolOptions): SubscriptionClient {
  const limits: SubscriptionLimits = { acknowledgeTimeout: Math.min(timeout, longestAcknowledgement), maxEvent };
  const clients = { ws: startSubgraphSocketClient(limits), sse: startEventStreamClient(limits) };
  const subscribeByEither = createEitherProtocol(clients);
  return {
    subscribe: (request, sink) => {
      const protocol = protocols.get(request.endpoint.name);
      return protocol ? clients[protocol].subscribe(request, sink) : subscribeByEither(request, sink);
    },
    stop: async () => {
      await Promise.all(Object.values(clients).map((client) => client.stop()));
    },
  };
}
