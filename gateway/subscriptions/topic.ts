import { parse, validate } from 'graphql';
import { isExpired } from '../../shared/auth/token-expiry.ts';
import type { Graph } from '../executor/graph.ts';
import { Feed, type FeedOptions, type FeedOwner } from './feed.ts';
import type { Member } from './member.ts';
import { ParkedMembers } from './parked.members.ts';
import type { SharedEvent } from './subscriber.ts';
import {
  endOf,
  failed,
  hasPosition,
  idle,
  notInSchema,
  overrun,
  timeOver,
  tokenExpired,
  type EndCause,
} from './subscription.end.ts';
import { SubscriptionInvalid } from './subscription.fault.ts';
import {
  createSource,
  type SharedSubscription,
  type SourceDependencies,
  type SubscriptionSource,
} from './subscription.source.ts';

export interface TopicDependencies extends SourceDependencies {
  /** The last member is gone. */
  readonly emptied: (topic: Topic) => void;
}

export interface SubscriptionLimits {
  /** Milliseconds without an event until a subscription is ended; undefined: never. */
  readonly subscriptionIdleLimit: number | undefined;
  /** Milliseconds until a subscription is ended whatever it brings; undefined: never. */
  readonly subscriptionTotalLimit: number | undefined;
}

/** Milliseconds in which a client that is behind in a backlog has to take something. */
const stallSpan = 2_000;

/**
 * All clients of one subscription. They share one feed, but for those that came with the cursor of an event that it does
 * not remember: these get feeds of their own, behind their cursors, until one feed has come to where another is.
 */
export class Topic implements FeedOwner {
  readonly #dependencies: TopicDependencies;
  readonly #options: FeedOptions;
  readonly #subscription: SharedSubscription;
  /** The graph that it is served on, or on the way to. */
  #graph: Graph;
  #source: SubscriptionSource | undefined;
  /** Until it is known where the events come from. */
  readonly #waiting = new Set<Member>();
  readonly #feeds = new Set<Feed>();
  readonly #parked = new ParkedMembers({
    drained: (member) => this.#attach(member),
    stalled: (member) => this.#end(member, overrun),
    stallSpan,
  });

  /** The subscription was found valid on `graph`. */
  constructor(
    dependencies: TopicDependencies,
    options: FeedOptions,
    { graph, subscription }: { readonly graph: Graph; readonly subscription: SharedSubscription },
  ) {
    this.#dependencies = dependencies;
    this.#options = options;
    this.#subscription = subscription;
    this.#graph = graph;
    void this.#serve(graph, failed);
  }

  get graph(): Graph {
    return this.#graph;
  }

  join(member: Member): void {
    if (this.#source) this.#attach(member);
    else this.#waiting.add(member);
  }

  leave(member: Member): void {
    this.#remove(member);
    this.#closeIfEmpty();
  }

  /** Goes on under another graph, where the subscription still fits it. Never rejects. */
  async moveTo(graph: Graph): Promise<void> {
    this.#graph = graph;
    const [fault] = validate(graph.apiSchema, parse(this.#subscription.prepared.text), undefined, { maxErrors: 1 });
    if (fault) return this.endAll(notInSchema(fault.message));
    const whenInvalid = (error: SubscriptionInvalid) => notInSchema(error.errors[0]?.message ?? error.message);
    await this.#serve(graph, whenInvalid);
  }

  endAll(cause: EndCause): void {
    for (const member of this.#members()) this.#end(member, cause);
  }

  endOverdue({ subscriptionIdleLimit = Infinity, subscriptionTotalLimit = Infinity }: SubscriptionLimits): void {
    const now = Date.now();
    for (const feed of this.#feeds) {
      for (const member of feed.members) {
        if (now - member.joinedAt >= subscriptionTotalLimit) this.#end(member, timeOver);
        else if (now - Math.max(member.joinedAt, feed.lastEventAt) >= subscriptionIdleLimit) this.#end(member, idle);
      }
    }
  }

  deliver(feed: Feed, events: readonly SharedEvent[]): void {
    const now = Date.now();
    for (const member of feed.members) {
      if (isExpired(member.actor, now)) this.#end(member, tokenExpired);
      else if (!this.#give(member, events)) this.#fellBehind(feed, member);
    }
    this.#mergeIntoOther(feed);
    this.#closeIfUnused(feed);
  }

  ended(feed: Feed, cause: EndCause): void {
    for (const member of feed.members) this.#end(member, cause);
    this.#closeIfUnused(feed);
  }

  async #serve(graph: Graph, whenInvalid: (error: SubscriptionInvalid) => EndCause): Promise<void> {
    try {
      const source = await createSource(this.#dependencies, graph, this.#subscription);
      // There may be a newer graph, or nobody who waits.
      if (this.#graph === graph && !this.#isEmpty()) this.#adopt(source);
    } catch (error) {
      this.endAll(error instanceof SubscriptionInvalid ? whenInvalid(error) : failed(error));
    }
  }

  #adopt(source: SubscriptionSource): void {
    this.#source = source;
    for (const feed of this.#feeds) feed.adopt(source);
    for (const member of this.#waiting) {
      this.#waiting.delete(member);
      this.#attach(member);
    }
  }

  #attach(member: Member): void {
    for (const feed of this.#feeds) {
      const missed = feed.isOver ? undefined : this.#missedOf(feed, member);
      if (!missed) continue;
      feed.members.add(member);
      if (!hasPosition(member.position)) member.position = feed.position;
      if (!this.#give(member, missed)) this.#park(feed, member);
      return;
    }
    this.#open(member);
  }

  /** What a client that joins `feed` is to get at once; undefined where it cannot go on from there. */
  #missedOf(feed: Feed, { position }: Member): readonly SharedEvent[] | undefined {
    if (hasPosition(position)) return feed.recent.after(position);
    return feed.isLive ? [] : undefined;
  }

  #open(member: Member): void {
    const source = this.#source;
    if (!source) return;
    const feed = new Feed(this.#options, this, { source, after: member.position });
    feed.members.add(member);
    this.#feeds.add(feed);
  }

  /** False where the client has no room for all of them. */
  #give(member: Member, events: readonly SharedEvent[]): boolean {
    const { subscriber } = member;
    for (const event of events) {
      if (subscriber.pending() >= this.#options.eventBuffer) return false;
      subscriber.next(event);
      member.position = event.cursor ?? member.position;
    }
    return true;
  }

  #fellBehind(feed: Feed, member: Member): void {
    if (feed.isCurrent || !hasPosition(member.position)) this.#end(member, overrun);
    else this.#park(feed, member);
  }

  #park(feed: Feed, member: Member): void {
    feed.members.delete(member);
    this.#parked.add(member);
    this.#closeIfUnused(feed);
  }

  /** At the same cursor, two feeds are at the same place: from there on, one of them will do. */
  #mergeIntoOther(feed: Feed): void {
    if (this.#feeds.size < 2) return;
    const isBehind = (other: Feed) => other !== feed && !other.isOver && other.recent.has(feed.position);
    const other = [...this.#feeds].find(isBehind);
    if (!other) return;
    const missed = other.recent.after(feed.position) ?? [];
    other.isLive ||= feed.isLive;
    for (const member of feed.members) {
      feed.members.delete(member);
      other.members.add(member);
      if (!this.#give(member, missed)) this.#park(other, member);
    }
  }

  #end(member: Member, cause: EndCause): void {
    this.#remove(member);
    member.subscriber.end(endOf(cause, member.position, this.#dependencies.formatError));
    this.#closeIfEmpty();
  }

  #remove(member: Member): void {
    this.#waiting.delete(member);
    this.#parked.delete(member);
    for (const feed of this.#feeds) {
      if (feed.members.delete(member)) this.#closeIfUnused(feed);
    }
  }

  #closeIfUnused(feed: Feed): void {
    if (feed.members.size > 0) return;
    this.#feeds.delete(feed);
    feed.close();
  }

  #closeIfEmpty(): void {
    if (this.#isEmpty()) this.#dependencies.emptied(this);
  }

  #isEmpty(): boolean {
    return this.#waiting.size === 0 && this.#parked.size === 0 && this.#feeds.size === 0;
  }

  #members(): readonly Member[] {
    return [...this.#waiting, ...this.#parked.members(), ...[...this.#feeds].flatMap((feed) => [...feed.members])];
  }
}
