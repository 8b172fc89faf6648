import type { DeliveryFaults } from './delivery.ledger.ts';
import type { FleetOptions } from './subscriber.fleet.ts';

/** What the process of the subscribers is told to do, one after the other, over its channel to the parent. */
export type SubscriberOrder =
  /** Connects, subscribes, and publishes until every client gets events. */
  | ({ readonly kind: 'open'; readonly publisher: string } & FleetOptions)
  /** One event at a time: the next when all clients have the last. */
  | ({ readonly kind: 'latency' } & Bounds)
  /** No more than `window` events on their way at once. */
  | ({ readonly kind: 'throughput'; readonly window: number } & Bounds)
  /** Begins to publish at a steady pace. */
  | { readonly kind: 'pace'; readonly perSecond: number }
  /** Ends the pace, waits for what is on its way, and tells what was missed. */
  | { readonly kind: 'settle' }
  | { readonly kind: 'close' };

export interface Bounds {
  readonly mostEvents: number;
  /** Milliseconds until no further event is published. */
  readonly duration: number;
}

/** What it tells of each order when it is done. */
export interface SubscriberReports {
  readonly open: {
    /** Milliseconds that the last of the first events took to all clients. */
    readonly eventTime: number;
  };
  readonly latency: {
    /** Milliseconds from the publication of each event until the last client had it. */
    readonly times: readonly number[];
  };
  readonly throughput: {
    readonly deliveries: number;
    /** From the first publication until the last client had the last event. */
    readonly seconds: number;
  };
  readonly pace: Record<never, never>;
  readonly settle: PacedReport;
  readonly close: Record<never, never>;
}

export interface PacedReport extends DeliveryFaults {
  readonly published: number;
  /** Subscriptions that the server ended; their clients went on from their cursors. */
  readonly ended: number;
  /** Why the first of them was. */
  readonly reason: string | undefined;
}

export type SubscriberMessage =
  | { readonly kind: 'done'; readonly report: SubscriberReports[keyof SubscriberReports] }
  | { readonly kind: 'failed'; readonly reason: string };
