import type { GraphQLFormattedError } from 'graphql';

/** One result of a subscription, joined and written once for all who get it. */
export interface SharedEvent {
  /** JSON, `{"data":…}` with or without `"errors"`. */
  readonly text: string;
  /** `text` in UTF-8; made with the first call and the same Buffer from then on. */
  bytes(): Buffer;
  /** What `after` takes to go on behind this event; undefined where its field has no cursors. */
  readonly cursor: unknown;
}

/**
 * Why a subscription is over: its subgraph says that there is no more, or it failed, or the client takes events more
 * slowly than they come, or the gateway stops. The errors are formatted for clients; their `extensions` have a `code`,
 * and `resumeAfter` where the field has cursors.
 */
export type SubscriptionEnd =
  | { readonly kind: 'completed' }
  | { readonly kind: 'failed' | 'overrun' | 'stopping'; readonly errors: readonly GraphQLFormattedError[] };

/** The way to one client, over whatever transport. None of its functions throws. */
export interface Subscriber {
  next(event: SharedEvent): void;
  /** Called once, nothing follows; not called where the subscriber itself left. It may come within `subscribe`. */
  end(end: SubscriptionEnd): void;
  /** Events taken and not yet handed to the system. */
  pending(): number;
}
