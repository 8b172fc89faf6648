import { once } from 'node:events';
import { WebSocket } from 'ws';

export interface RawMessage {
  readonly type: string;
  readonly id?: string;
  readonly payload?: unknown;
}

export interface Closed {
  readonly code: number;
  readonly reason: string;
}

/** A client of graphql-transport-ws that sends and shows every message as it is, right or wrong. */
export class RawSocket implements AsyncDisposable {
  readonly socket: WebSocket;
  readonly messages: RawMessage[] = [];
  readonly closed: Promise<Closed>;
  #wake: () => void = () => undefined;

  constructor(httpUrl: string, protocols: string[] = ['graphql-transport-ws']) {
    this.socket = new WebSocket(httpUrl.replace(/^http/, 'ws'), protocols);
    this.socket.on('message', (data) => {
      this.messages.push(JSON.parse((data as Buffer).toString()) as RawMessage);
      this.#wake();
    });
    this.closed = new Promise((resolve) => {
      this.socket.on('close', (code, reason) => {
        resolve({ code, reason: reason.toString() });
        this.#wake();
      });
    });
    this.socket.on('error', () => undefined);
  }

  async open(): Promise<this> {
    if (this.socket.readyState === WebSocket.CONNECTING) await once(this.socket, 'open');
    return this;
  }

  /** Open and let in. */
  async initialise(payload?: Record<string, unknown>): Promise<this> {
    await this.open();
    this.send({ type: 'connection_init', ...(payload && { payload }) });
    await this.take((messages) => messages.length > 0);
    return this;
  }

  send(message: unknown): void {
    this.socket.send(typeof message === 'string' ? message : JSON.stringify(message));
  }

  subscribe(id: string, query: string, variables: Record<string, unknown> = {}): void {
    this.send({ id, type: 'subscribe', payload: { query, variables } });
  }

  /** Waits until the messages are such; rejects where the socket closes before. */
  async take(isEnough: (messages: readonly RawMessage[]) => boolean): Promise<readonly RawMessage[]> {
    while (!isEnough(this.messages)) {
      if (this.socket.readyState === WebSocket.CLOSED) throw new Error('The socket was closed.');
      await new Promise<void>((resolve) => (this.#wake = resolve));
    }
    return this.messages;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.socket.terminate();
    await this.closed;
  }
}
