import type { FormattedExecutionResult, Sink } from 'graphql-ws';
import type { ForwardedHeaders } from './forwarded-headers.ts';
import type { JsonObject, SubgraphRequest } from './subgraph-answer.ts';
import type { SubgraphEndpoint } from './subgraph-endpoint.ts';

export interface UpstreamRequest extends SubgraphRequest {
  readonly endpoint: SubgraphEndpoint;
  /** Those of the client, or those that all clients have in common where several share the upstream. */
  readonly headers?: ForwardedHeaders | undefined;
}

/**
 * `error` gets a list of GraphQL errors where the same request would fail again, and anything else where the line broke.
 * Nothing follows `error` or `complete`.
 */
export interface UpstreamSink extends Sink<FormattedExecutionResult<JsonObject, unknown>> {
  /** The subgraph acknowledged the subscription's connection: what comes after this is not lost by a slow start. */
  readonly connected: () => void;
}

/** Subscriptions to subgraphs, over whichever protocol. */
export interface SubscriptionClient {
  /** Returns the function that ends the subscription. */
  subscribe(request: UpstreamRequest, sink: UpstreamSink): () => void;
  stop(): Promise<void>;
}

export interface SubscriptionLimits {
  /** Milliseconds that a subgraph has to acknowledge a connection. */
  readonly acknowledgeTimeout: number;
  /** Bytes of the largest event. */
  readonly maxEvent: number;
}
