import type { ServerResponse } from 'node:http';
import { ClientError } from '../../../shared/errors/client-error.ts';
import type { Subscriber } from '../../subscriptions/subscriber.ts';
import { eventStreamComment, eventStreamHeartbeat, eventStreamType, OperationEvents } from './event-stream.format.ts';
import { isSubscription, subscriptionOf, type StreamDependencies, type StreamedOperation } from './operation.stream.ts';
import { openStream, type ResponseStream } from './response.stream.ts';

export interface ReservedStreamOptions {
  /** Operations that one stream may hold at once. */
  readonly maxSubscriptions: number;
  /** Messages kept until the client has opened the stream. */
  readonly eventBuffer: number;
  /** Called once, when the stream is over. */
  readonly closed: () => void;
}

/** Several operations whose messages go to one event stream, each with the id of its operation. */
export class ReservedStream {
  readonly #dependencies: StreamDependencies;
  readonly #options: ReservedStreamOptions;
  /** How to end each operation, by its id. */
  readonly #operations = new Map<string, () => void>();
  /** What came before the client opened the stream. */
  #waiting: Buffer[] = [];
  #stream: ResponseStream | undefined;
  #isOver = false;

  constructor(dependencies: StreamDependencies, options: ReservedStreamOptions) {
    this.#dependencies = dependencies;
    this.#options = options;
  }

  get isOpen(): boolean {
    return this.#stream !== undefined;
  }

  /** Throws ClientError STREAM_TAKEN where another response is open on it. */
  open(response: ServerResponse): void {
    if (this.#stream) {
      throw new ClientError('STREAM_TAKEN', 'This event stream is open already. Reserve another one by PUT.');
    }
    this.#stream = openStream(response, {
      contentType: eventStreamType,
      opening: eventStreamComment,
      heartbeat: eventStreamComment,
      heartbeatInterval: eventStreamHeartbeat,
      closed: () => this.close(),
    });
    for (const message of this.#waiting) this.#stream.write(message);
    this.#waiting = [];
  }

  /** Throws ClientError OPERATION_ID_TAKEN or TOO_MANY_SUBSCRIPTIONS; after that all goes to the stream. */
  start(operationId: string, streamed: StreamedOperation): void {
    this.#assertRoom(operationId);
    const events = new OperationEvents(operationId);
    if (isSubscription(streamed.operation)) return this.#subscribe(operationId, streamed, events);
    const stop = (): void => undefined;
    this.#operations.set(operationId, stop);
    const { operation, variables, context } = streamed;
    void this.#dependencies.operations.execute(operation, { variables, scope: context }).then(({ text }) => {
      // The client may have ended it, and begun another of the same id.
      if (this.#operations.get(operationId) !== stop) return;
      this.#operations.delete(operationId);
      this.#send(events.next(Buffer.from(text)));
      this.#send(events.complete);
    });
  }

  /** Ends an operation; one that is over already is no fault. */
  stop(operationId: string): void {
    const stop = this.#operations.get(operationId);
    this.#operations.delete(operationId);
    stop?.();
  }

  close(): void {
    if (this.#isOver) return;
    this.#isOver = true;
    for (const operationId of [...this.#operations.keys()]) this.stop(operationId);
    this.#stream?.end();
    this.#options.closed();
  }

  #subscribe(operationId: string, streamed: StreamedOperation, events: OperationEvents): void {
    const stop = (): void => leave();
    this.#operations.set(operationId, stop);
    const subscriber: Subscriber = {
      next: (event) => this.#send(events.next(event.bytes())),
      end: (end) => {
        this.#operations.delete(operationId);
        if (end.kind !== 'completed') this.#send(events.next(Buffer.from(JSON.stringify({ errors: end.errors }))));
        this.#send(events.complete);
      },
      pending: () => this.#stream?.pending() ?? this.#waiting.length,
    };
    const leave = this.#dependencies.hub.subscribe(subscriptionOf(streamed), subscriber);
  }

  #assertRoom(operationId: string): void {
    const { maxSubscriptions, eventBuffer } = this.#options;
    if (this.#operations.has(operationId)) {
      throw new ClientError('OPERATION_ID_TAKEN', `The operation "${operationId}" runs on this stream already.`);
    }
    if (this.#operations.size >= maxSubscriptions || this.#waiting.length >= eventBuffer) {
      throw new ClientError(
        'TOO_MANY_SUBSCRIPTIONS',
        `This event stream holds ${this.#operations.size} operations, the most that it may. End one, or open another stream.`,
      );
    }
  }

  #send(message: Buffer): void {
    if (this.#stream) this.#stream.write(message);
    else this.#waiting.push(message);
  }
}
