import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { setTimeout as pause } from 'node:timers/promises';
import { expect, test } from '@jest/globals';
import { WebSocketServer, type WebSocket } from 'ws';
import { openFeed, type FeedFormat } from './feed-connection.ts';
import { defaultFeedTuning } from './feed-tuning.ts';

/** Larger than what fits into a socket's buffers together with a few events. */
const padding = '路'.repeat(4_000);
const count = 1_000;

const eventAt = (sequence: number) => ({ sequence, padding });

const format: FeedFormat<{ readonly sequence: number }> = {
  fieldOf: (level) => `${level.toLowerCase()}Events`,
  fields: 'sequence padding',
  parse: (value) => value as { sequence: number },
};

/** A level that answers in the order in which it is asked, and sends its whole log at once. */
async function startEagerLevel() {
  const server = new WebSocketServer({ port: 0, host: '127.0.0.1' });
  await once(server, 'listening');
  const closed = Promise.withResolvers<number>();
  server.on('connection', (socket: WebSocket) => {
    const send = (message: object): void => socket.send(JSON.stringify(message));
    socket.on('close', (code) => closed.resolve(code));
    socket.on('message', (data: Buffer) => {
      const { type, id, payload } = JSON.parse(data.toString()) as {
        type: string;
        id: string;
        payload?: { query: string };
      };
      if (type === 'connection_init') send({ type: 'connection_ack' });
      if (type !== 'subscribe') return;
      const next = (answer: object): void => send({ type: 'next', id, payload: { data: answer } });
      if (payload?.query.includes('LogPosition')) {
        next({ answer: count });
        send({ type: 'complete', id });
      } else for (let sequence = 1; sequence <= count; sequence += 1) next({ event: eventAt(sequence) });
    });
  });
  const url = `ws://127.0.0.1:${(server.address() as AddressInfo).port}/graphql`;
  return {
    endpoint: { level: 'CITY', url } as const,
    closed: closed.promise,
    /** Resolves once what is sent is not read any more. */
    async isWaiting(): Promise<void> {
      const unread = (): number => [...server.clients].reduce((sum, client) => sum + client.bufferedAmount, 0);
      for (let before = -1; unread() === 0 || unread() !== before;) {
        before = unread();
        await pause(50);
      }
    },
    [Symbol.asyncDispose]: async () => {
      for (const client of server.clients) client.terminate();
      server.close();
      await once(server, 'close');
    },
  };
}

const tuning = { ...defaultFeedTuning, bufferLimit: 10, answerTimeout: 2_000 };
const request = { format, after: undefined, token: 'x' };

test('the position is told although the level sends more than the buffer holds', async () => {
  await using level = await startEagerLevel();
  const connection = openFeed(level.endpoint, request, tuning);
  expect(await connection.position()).toBe(count);
  const sequences: number[] = [];
  while (sequences.length < count) sequences.push(...(await connection.take(50)).map(({ sequence }) => sequence));
  expect(sequences).toEqual(Array.from({ length: count }, (_, index) => index + 1));
  connection.close(new Error('over'));
});

test('a connection that makes its level wait is closed at once all the same', async () => {
  await using level = await startEagerLevel();
  const connection = openFeed(level.endpoint, request, tuning);
  await connection.take(1);
  await level.isWaiting();
  const started = performance.now();
  connection.close(new Error('over'));
  await level.closed;
  expect(performance.now() - started).toBeLessThan(2_000);
});
