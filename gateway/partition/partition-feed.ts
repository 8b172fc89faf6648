import { openUpstream, type UpstreamEnd } from '../subscriptions/upstream.ts';
import type { SubgraphAnswer } from '../transport/subgraph-answer.ts';
import type { SubscriptionClient, UpstreamRequest } from '../transport/subscription.client.ts';
import type { Partition } from './partition.ts';

/** `refused`: it will not have the subscription now; it is asked again much later. `over`: there will be no more. */
export type FeedState = 'opening' | 'connected' | 'waiting' | 'refused' | 'over';

export interface PartitionFeedSink {
  connected(feed: PartitionFeed): void;
  /** Gives the event's cursor; undefined where it has none. */
  event(feed: PartitionFeed, answer: SubgraphAnswer): unknown;
  /** What is to be done is up to the sink: `retry`, or nothing. */
  ended(feed: PartitionFeed, end: UpstreamEnd): void;
}

export interface PartitionFeedOptions {
  readonly sockets: SubscriptionClient;
  readonly partition: Partition;
  /** What the partition is asked for behind a cursor. */
  readonly request: (after: unknown) => UpstreamRequest;
  readonly after: unknown;
}

/** Milliseconds between two tries to reach a partition, before chance takes up to half of it away. */
const firstPause = 100;
const longestPause = 5_000;
/** The same for one that refused. */
const refusedPause = 30_000;

/** The events of one partition, over as many connections as it takes: each goes on behind the last event. */
export class PartitionFeed {
  readonly partition: Partition;
  /** Cursor of its last event, at first the one that it began behind. */
  position: unknown;
  state: FeedState = 'opening';
  readonly #options: PartitionFeedOptions;
  readonly #sink: PartitionFeedSink;
  #close: () => void = nothing;
  #timer: NodeJS.Timeout | undefined;
  #pause = firstPause;

  constructor(options: PartitionFeedOptions, sink: PartitionFeedSink) {
    this.partition = options.partition;
    this.position = options.after;
    this.#options = options;
    this.#sink = sink;
    this.#open();
  }

  /** Opens it once more, after a pause that grows. */
  retry(): void {
    this.state = 'waiting';
    const pause = this.#pause * (0.5 + Math.random() / 2);
    this.#pause = Math.min(this.#pause * 2, longestPause);
    this.#timer = setTimeout(() => this.#open(), pause);
  }

  retryMuchLater(): void {
    this.state = 'refused';
    this.#timer = setTimeout(() => this.#open(), refusedPause);
  }

  /** Opens it once more now, with another request. */
  reopen(): void {
    this.#open();
  }

  close(): void {
    this.state = 'over';
    clearTimeout(this.#timer);
    this.#close();
    this.#close = nothing;
  }

  #open(): void {
    this.#close = openUpstream(this.#options.sockets, this.#options.request(this.position), {
      connected: () => {
        this.state = 'connected';
        this.#sink.connected(this);
      },
      event: (answer) => {
        this.#pause = firstPause;
        this.position = this.#sink.event(this, answer) ?? this.position;
      },
      ended: (end) => {
        this.#close = nothing;
        this.#sink.ended(this, end);
      },
    });
  }
}

function nothing(): void {
  // There is no upstream to close.
}
