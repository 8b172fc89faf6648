import type { GraphQLFormattedError } from 'graphql';
import type { SharedEvent, Subscriber, SubscriptionEnd } from '../subscriptions/subscriber.ts';
import type { SocketOperation, UnsentCounter, WebSocketConnection } from './websocket.connection.ts';
import { completeMessage, errorMessage, nextMessage } from './websocket.message.ts';

export interface SocketSubscriptionOptions {
  readonly connection: WebSocketConnection;
  readonly id: string;
  /** What a client that is too slow is told; `position` is the cursor of the last event that it was sent. */
  readonly overrunErrors: (position: unknown) => readonly GraphQLFormattedError[];
}

/** The end of a message: the event and the brace that closes the message, which all clients get the same. */
const tails = new WeakMap<SharedEvent, Buffer>();

/** One subscription of one client, written straight to its socket. */
export class SocketSubscription implements Subscriber, SocketOperation, UnsentCounter {
  /** Set once the hub has taken it. */
  leave: () => void = nothing;
  isOver = false;
  unsent = 0;
  readonly #options: SocketSubscriptionOptions;
  readonly #head: string;
  #position: unknown;

  constructor(options: SocketSubscriptionOptions) {
    this.#options = options;
    this.#head = `{"id":${JSON.stringify(options.id)},"type":"next","payload":`;
  }

  next(event: SharedEvent): void {
    this.#options.connection.sendShared(this.#head, tailOf(event), this);
    this.#position = event.cursor ?? this.#position;
  }

  pending(): number {
    return this.#options.connection.isFull ? Infinity : this.unsent;
  }

  end(end: SubscriptionEnd): void {
    this.isOver = true;
    const { connection, id } = this.#options;
    connection.operations.delete(id);
    switch (end.kind) {
      case 'completed':
        return connection.send(completeMessage(id));
      case 'failed':
        return this.#fail(end.errors);
      case 'stopping':
        // Without a place to go on from, the close of the socket says all.
        return end.errors.some(hasPlace) ? this.#fail(end.errors) : undefined;
      case 'overrun':
        connection.send(errorMessage(id, end.errors));
        return connection.breakOff();
    }
  }

  breakOff(): void {
    const { connection, id, overrunErrors } = this.#options;
    this.leave();
    connection.send(errorMessage(id, overrunErrors(this.#position)));
  }

  #fail(errors: readonly GraphQLFormattedError[]): void {
    const { connection, id } = this.#options;
    connection.send(nextMessage(id, JSON.stringify({ errors })));
    connection.send(completeMessage(id));
  }
}

function tailOf(event: SharedEvent): Buffer {
  const known = tails.get(event) ?? Buffer.from(`${event.text}}`);
  tails.set(event, known);
  return known;
}

function hasPlace({ extensions }: GraphQLFormattedError): boolean {
  return extensions?.['resumeAfter'] !== undefined;
}

function nothing(): void {
  // The hub has not taken the subscription yet.
}
