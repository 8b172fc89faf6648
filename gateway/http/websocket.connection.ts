import type { IncomingHttpHeaders } from 'node:http';
import type { Duplex } from 'node:stream';
import type { WebSocket } from 'ws';
import type { GatewayContext } from '../engine/gateway-context.ts';
import { closeReason, closing, type Closing } from './websocket.closing.ts';
import { beginFrame } from './websocket.frame.ts';
import type { WriteRound } from './websocket.write-round.ts';

/** Something that a client asked for and has not got whole yet. */
export interface SocketOperation {
  /** The client does not want it any more, or is gone. */
  leave(): void;
  /** Tells the client that it gets no more for being too slow. */
  breakOff(): void;
}

export interface ConnectionOptions {
  readonly socket: WebSocket;
  /** What `socket` writes to. Nothing is compressed, so that whole messages may be written past it. */
  readonly stream: Duplex;
  readonly round: WriteRound;
  /** Of the upgrade request; kept until the client is let in. */
  readonly headers: IncomingHttpHeaders;
}

export interface UnsentCounter {
  /** Messages that were not handed to the system yet. */
  unsent: number;
}

/** Bytes that may wait for a client before it is given or may ask for more. */
const mostWaiting = 32 * 1024 * 1024;

/** One client, as the gateway knows it. There may be many thousands: it holds what each needs and nothing else. */
export class WebSocketConnection {
  readonly socket: WebSocket;
  readonly operations = new Map<string, SocketOperation>();
  headers: IncomingHttpHeaders | undefined;
  isInitialised = false;
  /** Undefined until the client was let in. */
  context: GatewayContext | undefined;
  /** Whether it gave a sign of life since the last ping. */
  isAlive = true;
  /** In which rounds of the heartbeat it is pinged. */
  turn = 0;
  /** Round of the heartbeat since which it does nothing. */
  idleSince = 0;
  readonly #stream: Duplex;
  readonly #round: WriteRound;
  #isBreakingOff = false;
  #isInRound = false;
  #wasBehind = false;

  constructor({ socket, stream, round, headers }: ConnectionOptions) {
    this.socket = socket;
    this.headers = headers;
    this.#stream = stream;
    this.#round = round;
  }

  get isOpen(): boolean {
    return this.socket.readyState === this.socket.OPEN;
  }

  /** Whether more waits for the client than may. */
  get isFull(): boolean {
    return this.#stream.writableLength > mostWaiting;
  }

  send(message: string): void {
    if (this.isOpen) this.socket.send(message);
  }

  /**
   * Sends a message whose end is shared by many clients. What is sent in one round goes out with one write. The counter
   * counts the messages of a client that does not take all at once.
   */
  sendShared(own: string, shared: Buffer, counter: UnsentCounter): void {
    if (!this.isOpen) return;
    this.#joinRound();
    this.#stream.write(beginFrame(own, shared.length));
    if (!this.#wasBehind) return void this.#stream.write(shared);
    counter.unsent += 1;
    this.#stream.write(shared, () => (counter.unsent -= 1));
  }

  close({ code, reason }: Closing): void {
    this.socket.close(code, closeReason(reason));
  }

  /** Called by the round. */
  endRound(): void {
    this.#isInRound = false;
    this.#stream.uncork();
  }

  /** Ends what the client does not read; it is told how to go on, behind what waits for it. */
  breakOff(): void {
    if (!this.isOpen || this.#isBreakingOff) return;
    this.#isBreakingOff = true;
    const operations = [...this.operations.values()];
    this.operations.clear();
    for (const operation of operations) operation.breakOff();
    this.close(closing.overrun);
  }

  /** The socket is gone. */
  release(): void {
    const operations = [...this.operations.values()];
    this.operations.clear();
    for (const operation of operations) operation.leave();
  }

  #joinRound(): void {
    if (this.#isInRound) return;
    this.#isInRound = true;
    this.#wasBehind = this.#stream.writableLength > 0;
    this.#stream.cork();
    this.#round.add(this);
  }
}
