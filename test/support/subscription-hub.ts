import { parse } from 'graphql';
import type { CurrentGraph } from '../../gateway/engine/current-graph.ts';
import { createGraph, type Graph } from '../../gateway/executor/graph.ts';
import { prepareOperation } from '../../gateway/executor/operation.ts';
import type { SharedEvent, Subscriber, SubscriptionEnd } from '../../gateway/subscriptions/subscriber.ts';
import {
  startSubscriptionHub,
  type HubOptions,
  type SubscriptionHub,
} from '../../gateway/subscriptions/subscription.hub.ts';
import { composeSupergraph } from '../../gateway/supergraph/supergraph.composer.ts';
import type { SubgraphClient } from '../../gateway/transport/subgraph.client.ts';
import type { SubscriptionClient, UpstreamRequest, UpstreamSink } from '../../gateway/transport/subscription.client.ts';
import type { MaybeActor } from '../../shared/auth/actor.ts';

const link =
  'extend schema @link(url: "https://specs.apollo.dev/federation/v2.3", import: ["@key", "@external", "@shareable"])';

export interface HubGraphOptions {
  readonly shopUrl?: string;
  readonly feedUrl?: string;
  /** Fields of Note beside its product. */
  readonly noteFields?: string;
}

/** A feed with cursors, one without, and a shop that each event is joined with. */
export function hubGraph({
  shopUrl = 'http://shop/1',
  feedUrl = 'http://feed/1',
  noteFields = 'text: String',
}: HubGraphOptions = {}): Graph {
  const feed = `${link}
    type Query { feed: Int }
    type Subscription { noted(after: String, kind: String): Noted ticked: Note }
    type Noted { cursor: String note: Note }
    type Note { ${noteFields} product: Product }
    type Product @key(fields: "id") { id: ID! }`;
  const shop = `${link} type Query { shop: Int } type Product @key(fields: "id") { id: ID! name: String }`;
  const supergraphSdl = composeSupergraph([
    { name: 'feed', url: feedUrl, sdl: feed },
    { name: 'shop', url: shopUrl, sdl: shop },
  ]);
  return createGraph(supergraphSdl, { cacheSize: 10, onFallback: () => undefined });
}

/** One subscription at the subgraph. */
export interface OpenUpstream {
  readonly request: UpstreamRequest;
  readonly sink: UpstreamSink;
  isOpen: boolean;
  /** Number of the event that it sends next, of those with cursors. */
  next: number;
}

/** A subgraph that remembers its events, numbered from 1, and sends each upstream what it asks for. */
export class FakeFeed implements SubscriptionClient {
  readonly opened: OpenUpstream[] = [];
  /** Whether upstreams are acknowledged; those that are not get nothing. */
  isReachable = true;
  #last = 0;

  get open(): readonly OpenUpstream[] {
    return this.opened.filter(({ isOpen }) => isOpen);
  }

  subscribe(request: UpstreamRequest, sink: UpstreamSink): () => void {
    const after = request.variables?.['liaison_after'];
    const upstream = { request, sink, isOpen: true, next: after == null ? this.#last + 1 : Number(after) + 1 };
    this.opened.push(upstream);
    if (this.isReachable) sink.connected();
    else setImmediate(() => sink.error(new Error('unreachable')));
    setImmediate(() => this.#send(upstream));
    return () => (upstream.isOpen = false);
  }

  /** Makes this many events happen. */
  happen(count = 1): void {
    this.#last += count;
    for (const upstream of this.opened) this.#send(upstream);
  }

  /** Breaks all connections. */
  drop(): void {
    for (const { sink } of this.open) sink.error({ code: 1006, reason: '' });
  }

  async stop(): Promise<void> {
    return undefined;
  }

  #send(upstream: OpenUpstream): void {
    while (upstream.isOpen && this.isReachable && upstream.next <= this.#last) {
      const number = upstream.next;
      upstream.next += 1;
      upstream.sink.next({ data: eventData(upstream.request.query, number) });
    }
  }
}

function eventData(query: string, number: number) {
  const note = { text: `note ${number}`, product: { __typename: 'Product', id: `p${number}` } };
  return query.includes('noted')
    ? { noted: { liaison_cursor: String(number), cursor: String(number), note } }
    : { ticked: note };
}

/** Answers joins; each says which endpoint it was sent to. */
export class FakeShop implements SubgraphClient {
  joins = 0;
  /** Milliseconds that the next joins take, one after the other. */
  readonly delays: number[] = [];

  async send(...[{ url }, request]: Parameters<SubgraphClient['send']>): ReturnType<SubgraphClient['send']> {
    this.joins += 1;
    const delay = this.delays.shift() ?? 0;
    if (delay > 0) await new Promise((resolve) => setTimeout(resolve, delay));
    const { representations } = request.variables as { representations: { id: string }[] };
    return {
      data: { _entities: representations.map(({ id }) => ({ __typename: 'Product', name: `${id} of ${url}` })) },
    };
  }

  async stop(): Promise<void> {
    return undefined;
  }
}

/** A client that takes `room` events and keeps them waiting until it gets more room. */
export class FakeSubscriber implements Subscriber {
  readonly events: SharedEvent[] = [];
  readonly ends: SubscriptionEnd[] = [];
  room: number;
  leave: () => void = () => undefined;

  constructor(room = Infinity) {
    this.room = room;
  }

  /** What the client reads of each event. */
  get results(): { readonly data: { readonly noted?: { cursor?: string; note: NoteResult }; ticked?: NoteResult } }[] {
    return this.events.map(({ text }) => JSON.parse(text) as never);
  }

  get cursors(): unknown[] {
    return this.events.map(({ cursor }) => cursor);
  }

  /** Code and resumption of the first error of its end. */
  get fault(): Readonly<Record<string, unknown>> | undefined {
    const [end] = this.ends;
    return end && end.kind !== 'completed' ? end.errors[0]?.extensions : undefined;
  }

  next(event: SharedEvent): void {
    this.events.push(event);
  }

  end(end: SubscriptionEnd): void {
    this.ends.push(end);
  }

  pending(): number {
    return Math.max(0, this.events.length - this.room);
  }
}

interface NoteResult {
  readonly text?: string;
  readonly product?: { readonly name: string };
}

export interface SubscribeOptions {
  readonly query?: string;
  readonly variables?: Readonly<Record<string, unknown>>;
  readonly headers?: Readonly<Record<string, string>>;
  readonly actor?: MaybeActor;
  readonly room?: number;
}

export const noted = 'subscription ($after: String) { noted(after: $after) { cursor note { text product { name } } } }';

/** A hub over the fakes, whose graph can be swapped. */
export class HubHarness implements AsyncDisposable {
  readonly feed = new FakeFeed();
  readonly shop = new FakeShop();
  readonly hub: SubscriptionHub;
  #graph: Graph;
  readonly #listeners = new Set<(graph: Graph) => void>();

  constructor(options: Partial<HubOptions> = {}, graph = hubGraph()) {
    this.#graph = graph;
    const current: Pick<CurrentGraph, 'get' | 'onChange'> = {
      get: () => this.#graph,
      onChange: (listener) => {
        this.#listeners.add(listener);
        return () => this.#listeners.delete(listener);
      },
    };
    this.hub = startSubscriptionHub(
      { graph: current, client: this.shop, sockets: this.feed, formatError: (formatted) => formatted },
      {
        isSharingSubscriptions: true,
        resumeTimeout: 1_000,
        eventBuffer: 8,
        subscriptionIdleLimit: undefined,
        subscriptionTotalLimit: undefined,
        ...options,
      },
    );
  }

  subscribe({ query = noted, variables = {}, headers = {}, actor, room }: SubscribeOptions = {}): FakeSubscriber {
    const subscriber = new FakeSubscriber(room);
    const prepared = prepareOperation(parse(query));
    const context = { actor, headers };
    subscriber.leave = this.hub.subscribe({ graph: this.#graph, prepared, variables, context }, subscriber);
    return subscriber;
  }

  swap(graph: Graph): void {
    this.#graph = graph;
    for (const listener of this.#listeners) listener(graph);
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.hub.stop();
  }
}

/** The texts of the whole numbers from `first` to `last`. */
export function numbers(first: number, last: number): string[] {
  return Array.from({ length: last - first + 1 }, (_none, index) => String(first + index));
}

/** Waits until `condition` holds; throws with what it looked at where it does not within ten seconds. */
export async function until(condition: () => boolean): Promise<void> {
  const deadline = Date.now() + 10_000;
  while (!condition()) {
    if (Date.now() > deadline) throw new Error(`It never came to be that ${condition.toString()}`);
    await new Promise((resolve) => setImmediate(resolve));
  }
}

/** Long enough for whatever the fakes set going to have come to rest. */
export async function settle(): Promise<void> {
  await new Promise((resolve) => setTimeout(resolve, 30));
}
