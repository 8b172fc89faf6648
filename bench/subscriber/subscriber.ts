import { reviewAdded, reviewAddedQuery } from '../graph/review-added.ts';
import type { DeliveryLedger, ServerMessage } from './delivery.ledger.ts';
import { LiveConnection } from './live.connection.ts';

export interface SubscriberOptions {
  readonly url: URL;
  /** The client's place among all clients. */
  readonly place: number;
  readonly ledger: DeliveryLedger;
  /** Gives the id of the next operation. */
  readonly newId: () => string;
  /** The subscription was sent. */
  readonly subscribed: () => void;
  /** The server ended the subscription. */
  readonly ended: (reason: string) => void;
}

/** One client with one subscription over graphql-transport-ws. */
export class Subscriber {
  readonly #options: SubscriberOptions;
  #connection: LiveConnection;
  #id = '';
  #idBytes = Buffer.alloc(0);
  #isConnected = true;

  constructor(options: SubscriberOptions) {
    this.#options = options;
    this.#connection = this.#connect();
  }

  /** Subscribes again behind the last event that came, as a client does that keeps its cursor. */
  resume(): void {
    if (this.#isConnected) return this.#subscribe();
    this.#isConnected = true;
    this.#connection = this.#connect();
  }

  stop(): void {
    this.#connection.destroy();
  }

  #connect(): LiveConnection {
    const { url, place, ended } = this.#options;
    return new LiveConnection(url, place, {
      opened: () => this.#connection.send({ type: 'connection_init' }),
      message: (bytes, start, end) => this.#receive(bytes, start, end),
      closed: (reason) => {
        this.#isConnected = false;
        ended(reason);
      },
    });
  }

  #receive(bytes: Buffer, start: number, end: number): void {
    const { ledger, place } = this.#options;
    if (ledger.hasTaken(place, this.#idBytes, bytes, { start, end })) return;
    const text = bytes.toString('utf8', start, end);
    const message = JSON.parse(text) as ServerMessage;
    if (message.type === 'next') ledger.takeParsed(place, this.#id, message, text);
    else if (message.type === 'connection_ack') this.#subscribe();
    else if (message.type === 'ping') this.#connection.send({ type: 'pong' });
    else if (message.id === this.#id) this.#end(text);
  }

  #end(reason: string): void {
    // Nothing more may come for an operation that has ended.
    this.#id = '';
    this.#options.ended(reason);
  }

  #subscribe(): void {
    const { ledger, place, newId, subscribed } = this.#options;
    const last = ledger.lastOf(place);
    const variables = last > 0 ? { after: reviewAdded(last).cursor } : {};
    this.#id = newId();
    this.#idBytes = Buffer.from(this.#id);
    this.#connection.send({ type: 'subscribe', id: this.#id, payload: { query: reviewAddedQuery, variables } });
    subscribed();
  }
}
