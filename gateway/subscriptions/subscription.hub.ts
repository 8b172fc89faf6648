import type { GatewayContext } from '../engine/gateway-context.ts';
import type { Graph } from '../executor/graph.ts';
import type { PreparedOperation } from '../executor/operation.ts';
import type { JsonObject } from '../transport/subgraph-answer.ts';
import type { Subscriber } from './subscriber.ts';

/** One subscription that was validated against `graph`, on behalf of one client. */
export interface SubscriptionRequest {
  readonly graph: Graph;
  readonly prepared: PreparedOperation;
  /** As the client sent them. */
  readonly variables: Readonly<JsonObject>;
  readonly context: GatewayContext;
}

/** Fans the events of subgraphs out to clients: equal subscriptions have one upstream and one join per event. */
export interface SubscriptionHub {
  /** Returns the function by which the subscriber leaves. */
  subscribe(request: SubscriptionRequest, subscriber: Subscriber): () => void;
  /** Ends every subscription with SERVICE_STOPPING and closes the upstreams. */
  stop(): Promise<void>;
}
