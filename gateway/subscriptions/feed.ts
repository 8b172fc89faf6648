import { EventPipeline } from './event.pipeline.ts';
import type { Member } from './member.ts';
import { ReplayBuffer, type ReplayMemory } from './replay.buffer.ts';
import { JoinedEvent } from './shared.event.ts';
import type { SharedEvent } from './subscriber.ts';
import { hasPosition, type EndCause } from './subscription.end.ts';
import type { SubscriptionSource } from './subscription.source.ts';
import type { FollowerOptions, SourceEvent } from './upstream.follower.ts';
import { UpstreamRelay } from './upstream.relay.ts';

export interface FeedOptions extends FollowerOptions {
  /** Events that wait for their joins, and events kept for clients that come back. */
  readonly eventBuffer: number;
  readonly memory: ReplayMemory;
}

/** Who holds a feed. */
export interface FeedOwner {
  /** The members are to get these events, in this order; the feed's `position` is behind them already. */
  deliver(feed: Feed, events: readonly SharedEvent[]): void;
  /** There will be no more events. */
  ended(feed: Feed, cause: EndCause): void;
}

export interface FeedStart {
  readonly source: SubscriptionSource;
  /** Cursor of the event that it begins behind; undefined or null: from now on. */
  readonly after: unknown;
}

/** Joins of one feed that are under way at once. */
const joinsInFlight = 8;
/** Milliseconds without an event after which the backlog of an upstream is taken to be over. */
const quietSpan = 100;

/** One upstream, the joins of its events, and the clients that get them. */
export class Feed {
  readonly members = new Set<Member>();
  readonly recent: ReplayBuffer;
  /** Whether it is certain that it brings what happens now, not a backlog. */
  isLive: boolean;
  /** Cursor of the last event that was delivered, at first the one that it began behind. */
  position: unknown;
  /** Milliseconds since the epoch; of its beginning before the first. */
  lastEventAt = Date.now();
  readonly #owner: FeedOwner;
  readonly #pipeline: EventPipeline<SharedEvent>;
  readonly #relay: UpstreamRelay;
  #quietSince = Date.now();
  #hasBeenQuiet = false;
  #end: EndCause | undefined;

  constructor(options: FeedOptions, owner: FeedOwner, { source, after }: FeedStart) {
    this.#owner = owner;
    this.position = after;
    this.isLive = !hasPosition(after);
    this.recent = new ReplayBuffer(options.memory, source.hasCursors ? options.eventBuffer : 0, after);
    this.#pipeline = new EventPipeline({
      concurrency: joinsInFlight,
      capacity: options.eventBuffer + joinsInFlight,
      deliver: (events) => this.#deliver(events),
      drained: () => this.#drained(),
    });
    const sink = {
      connected: () => void (this.#quietSince = Date.now()),
      event: (event: SourceEvent) => this.#receive(event),
      ended: (cause: EndCause) => this.#finish(cause),
    };
    this.#relay = new UpstreamRelay(options, sink, { source, after });
  }

  /** Whether its clients get what happens now: one that cannot keep up with that will not be able to later. */
  get isCurrent(): boolean {
    return this.isLive || this.#hasBeenQuiet;
  }

  /** Whether no more events will come to it. */
  get isOver(): boolean {
    return this.#end !== undefined;
  }

  /** Goes on with what `source` says: with its joins from the next event on, over another upstream where need be. */
  adopt(source: SubscriptionSource): void {
    if (!this.#end) this.#relay.adopt(source);
  }

  close(): void {
    this.#relay.close();
    this.#pipeline.stop();
    this.recent.clear();
  }

  #receive({ source, answer, cursor }: SourceEvent): boolean {
    this.lastEventAt = Date.now();
    this.#hasBeenQuiet ||= this.lastEventAt - this.#quietSince >= quietSpan;
    this.#quietSince = this.lastEventAt;
    const work = async () => new JoinedEvent(await source.join(answer), cursor);
    return this.#pipeline.tryPush(work);
  }

  #deliver(events: readonly SharedEvent[]): void {
    for (const event of events) {
      this.recent.push(event);
      this.position = event.cursor ?? this.position;
    }
    this.#owner.deliver(this, events);
  }

  #drained(): void {
    if (this.#end) this.#owner.ended(this, this.#end);
    else this.#relay.resume();
  }

  /** What came before the end is delivered first. */
  #finish(cause: EndCause): void {
    this.#end = cause;
    if (this.#pipeline.isEmpty) this.#owner.ended(this, cause);
  }
}
