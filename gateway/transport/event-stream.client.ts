import type { IncomingHttpHeaders } from 'node:http';
import { Pool, type Dispatcher } from 'undici';
import { ClientError } from '../../shared/errors/client-error.ts';
import { EventStreamParser, EventTooLarge, type StreamEvent } from './event-stream.parser.ts';
import { invalidAnswer, isJsonObject, unfitAnswer } from './subgraph-answer.ts';
import { SubgraphReply } from './subgraph-reply.ts';
import type { SubscriptionClient, SubscriptionLimits, UpstreamSink } from './subscription.client.ts';
import { connectionFault } from './transport-fault.ts';

/** Milliseconds without a byte after which a stream that used to send comments as signs of life is given up. */
const silenceLimit = 45_000;
/** Bytes that are read of an answer that is no stream. */
const maxRefusal = 1024 * 1024;

/** Subscriptions over server-sent events: the distinct connections mode of the graphql-sse protocol, one request each. */
export function startEventStreamClient(limits: SubscriptionLimits): SubscriptionClient {
  const pools = new Map<string, Pool>();
  const streams = new Set<EventStreamHandler>();

  function poolOf(origin: string): Pool {
    const known = pools.get(origin);
    if (known) return known;
    // Each stream holds a connection, so that their number has no bound here; times are the stream's own.
    const timeouts = { connectTimeout: limits.acknowledgeTimeout, headersTimeout: 0, bodyTimeout: 0 };
    const pool = new Pool(origin, timeouts);
    pools.set(origin, pool);
    return pool;
  }

  return {
    subscribe: (request, sink) => {
      const { origin, pathname, search } = new URL(request.endpoint.url);
      const onClose = (): unknown => streams.delete(stream);
      const stream: EventStreamHandler = new EventStreamHandler(limits, {
        subgraph: request.endpoint.name,
        sink,
        onClose,
      });
      const { query, variables, operationName, headers: forwarded = {} } = request;
      const own = ['content-type', 'application/json', 'accept', 'text/event-stream'];
      const headers = [...Object.entries(forwarded).flat(), ...own];
      const body = JSON.stringify({ query, variables, operationName });
      streams.add(stream);
      poolOf(origin).dispatch({ path: pathname + search, method: 'POST', headers, body }, stream);
      return () => stream.close();
    },
    stop: async () => {
      for (const stream of streams) stream.close();
      await Promise.all([...pools.values()].map((pool) => pool.destroy()));
    },
  };
}

interface StreamUse {
  readonly subgraph: string;
  readonly sink: UpstreamSink;
  readonly onClose: () => void;
}

class EventStreamHandler implements Dispatcher.DispatchHandler {
  readonly #subgraph: string;
  readonly #maxEvent: number;
  readonly #sink: UpstreamSink;
  readonly #parser: EventStreamParser;
  readonly #onClose: () => void;
  /** Of the headers, and later of the next byte of a stream that sends signs of life. */
  #timer: NodeJS.Timeout;
  #controller: Dispatcher.DispatchController | undefined;
  #isOver = false;
  #sendsSignsOfLife = false;
  /** Where the answer is no stream: its status, and what there is of it so far. */
  #refusal: { readonly status: number; readonly chunks: Buffer[]; size: number } | undefined;

  constructor({ acknowledgeTimeout, maxEvent }: SubscriptionLimits, { subgraph, sink, onClose }: StreamUse) {
    this.#subgraph = subgraph;
    this.#maxEvent = maxEvent;
    this.#sink = sink;
    this.#onClose = onClose;
    this.#timer = setTimeout(() => this.#drop('it did not answer in time'), acknowledgeTimeout);
    const comment = (): void => {
      this.#sendsSignsOfLife = true;
    };
    this.#parser = new EventStreamParser({ event: (event) => this.#take(event), comment }, maxEvent);
  }

  /** Ends the subscription; the sink hears nothing more. */
  close(): void {
    if (this.#isOver) return;
    this.#isOver = true;
    this.#onClose();
    clearTimeout(this.#timer);
    this.#controller?.abort(closed);
  }

  onRequestStart(controller: Dispatcher.DispatchController): void {
    this.#controller = controller;
    if (this.#isOver) controller.abort(closed);
  }

  onResponseStart(_controller: Dispatcher.DispatchController, status: number, headers: IncomingHttpHeaders): void {
    if (this.#isOver || status < 200) return;
    if (status !== 200 || !/^text\/event-stream\b/i.test(headers['content-type'] ?? '')) {
      this.#refusal = { status, chunks: [], size: 0 };
      return;
    }
    clearTimeout(this.#timer);
    this.#sink.connected();
  }

  onResponseData(_controller: Dispatcher.DispatchController, chunk: Buffer): void {
    if (this.#isOver) return;
    if (this.#refusal) return this.#collect(this.#refusal, chunk);
    try {
      this.#parser.feed(chunk);
    } catch (error) {
      if (!(error instanceof EventTooLarge)) throw error;
      return this.#refuse(unfitAnswer(this.#subgraph, `an event is larger than ${this.#maxEvent} characters`));
    }
    if (this.#sendsSignsOfLife) this.#waitForLife();
  }

  onResponseEnd(): void {
    if (this.#isOver) return;
    if (this.#refusal) return this.#readRefusal(this.#refusal.status, Buffer.concat(this.#refusal.chunks).toString());
    this.#drop('the stream ended without being completed');
  }

  onResponseError(_controller: Dispatcher.DispatchController, error: Error): void {
    const fault = connectionFault(error);
    this.#drop('reason' in fault ? fault.reason : error.message);
  }

  #take({ event, data }: StreamEvent): void {
    if (this.#isOver) return;
    if (event === 'complete') {
      this.close();
      return this.#sink.complete();
    }
    if (event !== 'next') return;
    let value: unknown;
    try {
      value = JSON.parse(data);
    } catch {
      return this.#refuse(unfitAnswer(this.#subgraph, 'an event is not JSON'));
    }
    // Servers of this protocol have no other way to say that there is no such subscription.
    if (isJsonObject(value) && !('data' in value) && Array.isArray(value['errors'])) return this.#fail(value['errors']);
    // The shape of all else is the reader's to look at.
    this.#sink.next(value as Parameters<UpstreamSink['next']>[0]);
  }

  #waitForLife(): void {
    if (this.#isOver) return;
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.#drop('it fell silent'), silenceLimit);
  }

  #collect(refusal: { readonly status: number; readonly chunks: Buffer[]; size: number }, chunk: Buffer): void {
    refusal.size += chunk.length;
    if (refusal.size > maxRefusal) return this.#readRefusal(refusal.status, '');
    refusal.chunks.push(chunk);
  }

  #readRefusal(status: number, text: string): void {
    try {
      const { errors } = new SubgraphReply(status, text).read(this.#subgraph);
      if (!errors) throw invalidAnswer(this.#subgraph, 'it is no event stream');
      this.#fail(errors);
    } catch (error) {
      if (!(error instanceof ClientError)) throw error;
      if (error.code === 'SUBGRAPH_UNAVAILABLE') this.#drop(`it answered with HTTP status ${status}`);
      else this.#refuse(error);
    }
  }

  /** The line broke; the same may work later. */
  #drop(reason: string): void {
    this.#fail(new Error(reason));
  }

  /** The same would come again. */
  #refuse({ message, extensions }: ClientError): void {
    this.#fail([{ message, extensions }]);
  }

  #fail(error: unknown): void {
    if (this.#isOver) return;
    this.close();
    this.#sink.error(error);
  }
}

const closed = new Error('The gateway closed the stream.');
