import type { SubscriptionClient } from '../transport/subscription.client.ts';
import type { SubgraphAnswer } from '../transport/subgraph-answer.ts';
import { completed, failed, hasPosition, interrupted, type EndCause } from './subscription.end.ts';
import { SubscriptionRefused } from './subscription.fault.ts';
import type { SubscriptionSource } from './subscription.source.ts';
import { openUpstream, type UpstreamEnd } from './upstream.ts';

export interface FollowerOptions {
  readonly sockets: SubscriptionClient;
  /** Milliseconds without a connection until the subscription is given up. */
  readonly resumeTimeout: number;
}

/** One event as its subgraph sent it. */
export interface SourceEvent {
  readonly source: SubscriptionSource;
  readonly answer: SubgraphAnswer;
  readonly cursor: unknown;
}

export interface FollowerSink {
  connected(): void;
  /** False where there is no room: the event comes again after `resume`. */
  event(event: SourceEvent): boolean;
  /** Called once; nothing follows. */
  ended(cause: EndCause): void;
}

export interface FollowerStart {
  readonly source: SubscriptionSource;
  /** Cursor of the event that it begins behind; undefined or null: from now on. */
  readonly after: unknown;
  /** Whether it waits for a subgraph that it never reached, also where the field has no cursors. */
  readonly isPatient?: boolean;
}

/** Milliseconds between two tries to open an upstream again, before chance takes up to half of it away. */
const firstPause = 100;
const longestPause = 5_000;

/**
 * The events of one source, over as many connections as it takes: an upstream that drops is opened again behind the last
 * event that was taken. It ends where that cannot be known, or where the subgraph stays away or has no more.
 */
export class UpstreamFollower {
  readonly #options: FollowerOptions;
  readonly #sink: FollowerSink;
  readonly #isPatient: boolean;
  #source: SubscriptionSource;
  #position: unknown;
  #close: () => void = nothing;
  #timer: NodeJS.Timeout | undefined;
  #pause = firstPause;
  #deadline: number;
  #isHeld = false;

  constructor(options: FollowerOptions, sink: FollowerSink, { source, after, isPatient = false }: FollowerStart) {
    this.#options = options;
    this.#sink = sink;
    this.#source = source;
    this.#position = after;
    this.#isPatient = isPatient;
    this.#deadline = Date.now() + options.resumeTimeout;
    this.#open();
  }

  get source(): SubscriptionSource {
    return this.#source;
  }

  /** Cursor of the last event that was taken, at first the one that it began behind. */
  get position(): unknown {
    return this.#position;
  }

  /** Goes on after an event that there was no room for. */
  resume(): void {
    if (!this.#isHeld) return;
    this.#isHeld = false;
    this.#open();
  }

  /** Takes another source of the same events; `isReopening` where its upstream is another one. */
  adopt(source: SubscriptionSource, isReopening: boolean): void {
    this.#source = source;
    if (!isReopening) return;
    this.close();
    this.#isHeld = false;
    this.#pause = firstPause;
    this.#deadline = Date.now() + this.#options.resumeTimeout;
    this.#open();
  }

  close(): void {
    clearTimeout(this.#timer);
    this.#close();
    this.#close = nothing;
  }

  #open(): void {
    let wasConnected = false;
    this.#close = openUpstream(this.#options.sockets, this.#source.request(this.#position), {
      connected: () => {
        wasConnected = true;
        this.#sink.connected();
      },
      event: (answer) => this.#take(answer),
      ended: (end) => this.#ended(end, wasConnected),
    });
  }

  #take(answer: SubgraphAnswer): void {
    const cursor = this.#source.cursorOf(answer);
    this.#pause = firstPause;
    // Before the sink is told, which may have another source taken from there on.
    const before = this.#position;
    this.#position = cursor ?? before;
    if (this.#sink.event({ source: this.#source, answer, cursor })) return;
    this.#position = before;
    this.#hold();
  }

  #hold(): void {
    this.close();
    if (this.#canResume()) this.#isHeld = true;
    else this.#giveUp('its events come faster than they can be joined');
  }

  #ended(end: UpstreamEnd, wasConnected: boolean): void {
    this.#close = nothing;
    if (end.kind === 'completed') return this.#sink.ended(completed);
    if (end.kind === 'refused') return this.#sink.ended(failed(new SubscriptionRefused(end.faults)));
    const now = Date.now();
    if (wasConnected) this.#deadline = now + this.#options.resumeTimeout;
    const isLossless = this.#canResume() || (!wasConnected && (this.#source.hasCursors || this.#isPatient));
    if (!isLossless || now >= this.#deadline) return this.#giveUp(end.reason);
    const pause = this.#pause * (0.5 + Math.random() / 2);
    this.#timer = setTimeout(() => this.#open(), Math.min(pause, this.#deadline - now));
    this.#pause = Math.min(this.#pause * 2, longestPause);
  }

  #canResume(): boolean {
    return this.#source.hasCursors && hasPosition(this.#position);
  }

  #giveUp(reason: string): void {
    this.#sink.ended(interrupted(this.#source.subgraph, reason));
  }
}

function nothing(): void {
  // There is no upstream to close.
}
