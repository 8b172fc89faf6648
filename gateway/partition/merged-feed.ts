import type { Logger } from '../../shared/telemetry/logger.ts';
import type { UpstreamEnd } from '../subscriptions/upstream.ts';
import type { SubgraphAnswer, SubgraphFault } from '../transport/subgraph-answer.ts';
import type { SubscriptionClient, UpstreamRequest, UpstreamSink } from '../transport/subscription.client.ts';
import { partitionFault } from './answer-assembly.ts';
import { readFeed, type FeedOperation } from './feed-operation.ts';
import { PartitionFeed } from './partition-feed.ts';
import type { Partition } from './partition.ts';
import { unrouted } from './partition-plan.ts';
import type { PartitionRouting } from './partition-routing.ts';
import { PartitionEvents } from './partition-events.ts';
import type { PartitionShapes } from './partition-shapes.ts';
import { decodeVector, encodeVector, type CursorVector } from './vector-cursor.ts';

export interface MergedFeedDependencies {
  readonly sockets: SubscriptionClient;
  readonly shapes: PartitionShapes;
  readonly logger: Pick<Logger, 'warn' | 'info'>;
}

/** Refusals that one partition speaks for all: the client has to do something about them. */
const clientsOwn = /^(?:CURSOR_\w+|TOKEN_\w+|UNAUTHENTICATED)$/;

/**
 * One subscription at all partitions that it is about. Their events come in the order of each, with cursors that say how
 * far the reader is in all of them. A partition that is lost is opened again behind its last event while the others go
 * on; where all are, the subscription is.
 */
export class MergedFeed {
  readonly #dependencies: MergedFeedDependencies;
  readonly #request: UpstreamRequest;
  readonly #sink: UpstreamSink;
  readonly #operation: FeedOperation;
  readonly #routing: PartitionRouting;
  readonly #events: PartitionEvents;
  readonly #vector: Map<string, unknown>;
  readonly #untold = new Set<PartitionFeed>();
  #feeds: readonly PartitionFeed[] = [];
  #isConnected = false;
  #isOver = false;

  constructor(
    dependencies: MergedFeedDependencies,
    { request, routing }: { readonly request: UpstreamRequest; readonly routing: PartitionRouting },
    sink: UpstreamSink,
  ) {
    this.#dependencies = dependencies;
    this.#request = request;
    this.#routing = routing;
    this.#sink = sink;
    this.#operation = readFeed(routing, request);
    this.#events = new PartitionEvents(dependencies.shapes, routing.partitions.subgraph, this.#operation);
    const start = this.#start();
    if ('fault' in start) {
      this.#vector = new Map();
      // Not at once: nobody holds this feed yet.
      queueMicrotask(() => this.#fail([start.fault]));
      return;
    }
    this.#vector = new Map(start.vector);
    this.#feeds = this.#operation.partitions.map((partition) => this.#open(partition));
  }

  close(): void {
    this.#isOver = true;
    for (const feed of this.#feeds) feed.close();
  }

  /** Where each partition is to begin. A cursor from before the subgraph was partitioned is one of the default endpoint. */
  #start(): { readonly vector: CursorVector } | { readonly fault: SubgraphFault } {
    const { after, partitions, division } = this.#operation;
    const { fallback, subgraph } = this.#routing.partitions;
    if (partitions.length === 0) return { fault: unrouted(this.#routing, division, 'A subscription') };
    if (after === undefined || after === null) return { vector: new Map() };
    const vector = decodeVector(after);
    if (vector) return { vector };
    if (fallback) return { vector: new Map([[fallback.name, after]]) };
    const message = 'The cursor was not issued by this subscription. Pass a cursor as you received it.';
    return { fault: { message, extensions: { code: 'CURSOR_INVALID', subgraph } } };
  }

  #open(partition: Partition): PartitionFeed {
    const { headers } = this.#request;
    const endpoint = { name: this.#routing.partitions.subgraph, url: partition.url };
    const options = {
      sockets: this.#dependencies.sockets,
      partition,
      after: this.#vector.get(partition.name),
      request: (after: unknown): UpstreamRequest => ({
        endpoint,
        headers,
        operationName: this.#request.operationName,
        ...this.#events.requestOf(partition, after),
      }),
    };
    const feed: PartitionFeed = new PartitionFeed(options, {
      connected: (connected) => this.#connected(connected),
      event: (sender, answer) => this.#take(sender, answer),
      ended: (lost, end) => this.#ended(lost, end),
    });
    return feed;
  }

  #connected(feed: PartitionFeed): void {
    if (this.#untold.delete(feed)) this.#log('info', feed, 'a partition sends its events again');
    this.#tellConnected();
  }

  /** Once no partition is still on the way for the first time, so that none is missed by a slow start. */
  #tellConnected(): void {
    if (this.#isConnected || this.#isOver || this.#feeds.some(({ state }) => state === 'opening')) return;
    if (!this.#feeds.some(({ state }) => state === 'connected')) return;
    this.#isConnected = true;
    this.#sink.connected();
  }

  #take(feed: PartitionFeed, answer: SubgraphAnswer): unknown {
    const { partition } = feed;
    const { data, errors } = this.#events.read(partition, answer);
    const cursor = this.#operation.takeCursor(data);
    if (cursor !== undefined) this.#vector.set(partition.name, cursor);
    this.#operation.writeCursor(data, encodeVector(this.#vector));
    this.#next({ data: data ?? null, ...(errors && { errors }) });
    return cursor;
  }

  #ended(feed: PartitionFeed, end: UpstreamEnd): void {
    if (this.#isOver) return;
    if (end.kind === 'refused') return void this.#refused(feed, end.faults);
    if (end.kind === 'completed' && !this.#operation.hasCursors) feed.close();
    else {
      const reason = end.kind === 'dropped' ? end.reason : 'it was completed';
      if (!this.#untold.has(feed)) this.#log('warn', feed, 'the events of a partition are interrupted', reason);
      this.#untold.add(feed);
      feed.retry();
    }
    this.#settle(end);
  }

  async #refused(feed: PartitionFeed, faults: readonly SubgraphFault[]): Promise<void> {
    if (await this.#events.learn(feed.partition, faults)) {
      if (!this.#isOver) feed.reopen();
      return;
    }
    if (this.#isOver) return;
    const told = faults.map((fault) => partitionFault(feed.partition.name, fault));
    if (faults.some(({ extensions }) => clientsOwn.test(String(extensions['code'])))) return this.#fail(told);
    feed.retryMuchLater();
    if (this.#feeds.every(({ state }) => state === 'refused' || state === 'over')) return this.#fail(told);
    if (!this.#untold.has(feed)) {
      this.#next({ data: null, errors: told.map((fault) => ({ ...fault, path: [this.#operation.key] })) });
    }
    this.#untold.add(feed);
    this.#settle({ kind: 'refused', faults });
  }

  /** Ends the whole where nobody is left who sends, or might soon. */
  #settle(end: UpstreamEnd): void {
    if (this.#feeds.every(({ state }) => state === 'over')) {
      this.close();
      return this.#sink.complete();
    }
    if (this.#feeds.some(({ state }) => state === 'opening' || state === 'connected')) return this.#tellConnected();
    this.close();
    const reason = end.kind === 'dropped' ? end.reason : 'the last one ended';
    this.#sink.error(new Error(`none of its partitions is there: ${reason}`));
  }

  #next(result: SubgraphAnswer): void {
    if (!this.#isOver) this.#sink.next(result);
  }

  #fail(faults: readonly SubgraphFault[]): void {
    if (this.#isOver) return;
    this.close();
    this.#sink.error(faults);
  }

  #log(level: 'warn' | 'info', { partition }: PartitionFeed, text: string, reason?: string): void {
    const { subgraph } = this.#routing.partitions;
    this.#dependencies.logger[level]({ subgraph, partition: partition.name, ...(reason && { reason }) }, text);
  }
}
