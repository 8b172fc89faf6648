import { randomBytes } from 'node:crypto';
import { connect, type Socket } from 'node:net';
import { clientFrame, FrameReader, opcodes, type FrameSink } from './frame.reader.ts';

export interface LiveConnectionSink {
  /** The server took the upgrade. */
  opened(): void;
  /** A text message, which stands in `bytes` from `start` to `end` only during the call. */
  message(bytes: Buffer, start: number, end: number): void;
  /** Once; nothing comes after. */
  closed(reason: string): void;
}

/** Each address has some 28,000 ports for its clients. */
const clientsPerAddress = 20_000;

/** All sockets are read into the same bytes, one after the other. */
const sharedBytes = Buffer.allocUnsafe(256 * 1024);

const headEnd = Buffer.from('\r\n\r\n');

/** A WebSocket that costs its process as little as it can: no streams, no copies, no checks that a test of servers needs. */
export class LiveConnection {
  readonly #socket: Socket;
  readonly #sink: LiveConnectionSink;
  readonly #frames: FrameReader;
  #head = Buffer.alloc(0);
  #isOpen = false;
  #isClosed = false;

  /** `place` is the client's place among all clients. */
  constructor(url: URL, place: number, sink: LiveConnectionSink) {
    this.#sink = sink;
    this.#frames = new FrameReader(this.#takeFrame);
    this.#socket = connect({
      host: url.hostname,
      port: Number(url.port),
      localAddress: `127.0.0.${1 + Math.floor(place / clientsPerAddress)}`,
      noDelay: true,
      onread: { buffer: sharedBytes, callback: (size) => this.#take(size) },
    });
    this.#socket.once('connect', () => this.#socket.write(upgradeRequest(url)));
    this.#socket.once('error', (error) => this.#finish(error.message));
    this.#socket.once('close', () => this.#finish('the connection was closed without a word'));
  }

  send(message: object): void {
    if (!this.#isClosed) this.#socket.write(clientFrame(opcodes.text, JSON.stringify(message)));
  }

  /** At once, and so that its port is free again. */
  destroy(): void {
    this.#isClosed = true;
    this.#socket.resetAndDestroy();
  }

  #take(size: number): boolean {
    try {
      if (this.#isOpen) this.#frames.read(sharedBytes, 0, size);
      else this.#readHead(size);
    } catch (error) {
      this.#finish(error instanceof Error ? error.message : String(error));
    }
    return !this.#isClosed;
  }

  #readHead(size: number): void {
    this.#head = Buffer.concat([this.#head, sharedBytes.subarray(0, size)]);
    const end = this.#head.indexOf(headEnd);
    if (end < 0) return;
    const [status = ''] = this.#head.toString('latin1', 0, end).split('\r\n');
    if (!status.startsWith('HTTP/1.1 101')) throw new Error(`the server answers the upgrade with "${status}"`);
    this.#isOpen = true;
    this.#sink.opened();
    this.#frames.read(this.#head, end + headEnd.length, this.#head.length);
    this.#head = Buffer.alloc(0);
  }

  readonly #takeFrame: FrameSink = (opcode, bytes, { start, end }) => {
    if (this.#isClosed) return;
    if (opcode === opcodes.text) this.#sink.message(bytes, start, end);
    else if (opcode === opcodes.ping) this.#socket.write(clientFrame(opcodes.pong, bytes.toString('utf8', start, end)));
    else if (opcode === opcodes.close) this.#finish(closeText(bytes.subarray(start, end)));
    else if (opcode !== opcodes.pong) throw new Error(`a frame of kind ${opcode}`);
  };

  #finish(reason: string): void {
    if (this.#isClosed) return;
    this.destroy();
    this.#sink.closed(reason);
  }
}

function closeText(payload: Buffer): string {
  if (payload.length < 2) return 'closed without a code';
  return `closed with ${payload.readUInt16BE(0)} ${payload.toString('utf8', 2)}`.trim();
}

function upgradeRequest({ host, pathname }: URL): string {
  return [
    `GET ${pathname} HTTP/1.1`,
    `Host: ${host}`,
    'Connection: Upgrade',
    'Upgrade: websocket',
    `Sec-WebSocket-Key: ${randomBytes(16).toString('base64')}`,
    'Sec-WebSocket-Version: 13',
    'Sec-WebSocket-Protocol: graphql-transport-ws',
    '\r\n',
  ].join('\r\n');
}
