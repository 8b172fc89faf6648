import { connect, type Socket } from 'node:net';
import { AnswerReader } from './answer.reader.ts';

/** What one request gets. */
export interface RawExchange {
  readonly done: (status: number, bytes: number) => void;
  readonly failed: (reason: string) => void;
}

/**
 * One connection that is kept open, one request at a time. What comes is counted where it lies and never copied: a client
 * that costs more than the server it measures would measure itself.
 */
export interface RawClient {
  send(request: Buffer, exchange: RawExchange): void;
}

/** All connections of a process take turns in it: nothing of it outlives the callback. */
const received = Buffer.allocUnsafeSlow(256 * 1024);

export function createRawClient({ hostname, port }: URL): RawClient {
  let socket: Socket | undefined;
  let current: RawExchange | undefined;

  const fail = (reason: string): void => {
    const failed = current?.failed;
    current = undefined;
    socket?.destroy();
    socket = undefined;
    failed?.(reason);
  };

  const open = (): Socket => {
    const reader = new AnswerReader();
    const read = (length: number): boolean => {
      try {
        const answer = reader.read(received.subarray(0, length));
        if (answer && current) {
          const { done } = current;
          current = undefined;
          if (answer.isLast) socket = void opened.destroy();
          done(answer.status, answer.bytes);
        }
      } catch (error) {
        fail(String(error));
      }
      return true;
    };
    const opened: Socket = connect({
      host: hostname,
      port: Number(port),
      onread: { buffer: received, callback: read },
    });
    opened.setNoDelay(true);
    opened.on('error', (error) => fail(String(error)));
    opened.on('close', () => {
      if (socket === opened) fail('the end of the connection');
    });
    return opened;
  };

  return {
    send(request, exchange) {
      current = exchange;
      socket ??= open();
      socket.write(request);
    },
  };
}

/** A POST of JSON as bytes. */
export function postOf(url: URL, headers: Readonly<Record<string, string>>, body: string): Buffer {
  const lines = Object.entries({ host: url.host, ...headers, 'content-length': String(Buffer.byteLength(body)) });
  return Buffer.from(
    `POST ${url.pathname} HTTP/1.1\r\n${lines.map(([name, value]) => `${name}: ${value}\r\n`).join('')}\r\n${body}`,
  );
}
