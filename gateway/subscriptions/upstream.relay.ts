import { hasPosition, type EndCause } from './subscription.end.ts';
import type { SubscriptionSource } from './subscription.source.ts';
import {
  UpstreamFollower,
  type FollowerOptions,
  type FollowerSink,
  type FollowerStart,
  type SourceEvent,
} from './upstream.follower.ts';

/** Milliseconds in which a subgraph that acknowledged a connection begins the subscription on it. */
const settleSpan = 50;

/** The events of a subscription, also while the graph that says where they come from changes. */
export class UpstreamRelay {
  readonly #options: FollowerOptions;
  readonly #sink: FollowerSink;
  #follower: UpstreamFollower;
  /** Of another source; takes over once its subgraph sends. */
  #successor: UpstreamFollower | undefined;
  #settling: NodeJS.Timeout | undefined;

  /** Begins behind the event of `after`, or from now on where that is undefined or null. */
  constructor(options: FollowerOptions, sink: FollowerSink, start: { source: SubscriptionSource; after: unknown }) {
    this.#options = options;
    this.#sink = sink;
    this.#follower = this.#follow(start);
  }

  /**
   * Goes on with what `source` says, over another upstream where it needs one: behind the last event where that can be
   * said, else over one that is open before the old one is closed.
   */
  adopt(source: SubscriptionSource): void {
    this.#dropSuccessor();
    const { position } = this.#follower;
    const isReopening = source.upstreamKey !== this.#follower.source.upstreamKey;
    if (!isReopening || (source.hasCursors && hasPosition(position))) return this.#follower.adopt(source, isReopening);
    this.#successor = this.#follow({ source, after: position, isPatient: true });
  }

  /** Goes on after an event that there was no room for. */
  resume(): void {
    this.#follower.resume();
  }

  close(): void {
    this.#dropSuccessor();
    this.#follower.close();
  }

  #follow(start: FollowerStart): UpstreamFollower {
    const sink: FollowerSink = {
      connected: () => this.#connected(follower),
      event: (event) => this.#take(follower, event),
      ended: (cause) => this.#ended(follower, cause),
    };
    const follower: UpstreamFollower = new UpstreamFollower(this.#options, sink, start);
    return follower;
  }

  #connected(follower: UpstreamFollower): void {
    if (follower !== this.#successor) return this.#sink.connected();
    this.#settling = setTimeout(() => this.#takeOver(), settleSpan);
  }

  #take(follower: UpstreamFollower, event: SourceEvent): boolean {
    const { source } = event;
    if (follower !== this.#successor) return this.#takeFromOld(event);
    // Without cursors, it is not known whether this event came over the old upstream too.
    if (!source.hasCursors) return true;
    this.#takeOver();
    return this.#sink.event(event);
  }

  #takeFromOld(event: SourceEvent): boolean {
    const isTaken = this.#sink.event(event);
    const next = this.#successor?.source;
    // Now there is a place to go on from.
    if (isTaken && next?.hasCursors && hasPosition(event.cursor)) this.adopt(next);
    return isTaken;
  }

  #ended(follower: UpstreamFollower, cause: EndCause): void {
    if (this.#successor && follower !== this.#successor) return this.#takeOver();
    this.close();
    this.#sink.ended(cause);
  }

  #takeOver(): void {
    if (!this.#successor) return;
    const old = this.#follower;
    this.#follower = this.#successor;
    this.#successor = undefined;
    clearTimeout(this.#settling);
    old.close();
  }

  #dropSuccessor(): void {
    clearTimeout(this.#settling);
    this.#successor?.close();
    this.#successor = undefined;
  }
}
