import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { WebSocketServer, type WebSocket } from 'ws';
import { recordUpstream } from '../../test/support/upstream-recorder.ts';
import { startSubgraphSocketClient } from './subgraph-socket.client.ts';
import type { SubscriptionClient } from './subscription.client.ts';

let client: SubscriptionClient;
let server: WebSocketServer;

beforeEach(async () => {
  client = startSubgraphSocketClient({ acknowledgeTimeout: 300, maxEvent: 10_000 });
  server = new WebSocketServer({ host: '127.0.0.1', port: 0 });
  await once(server, 'listening');
});

afterEach(async () => {
  await client.stop();
  for (const socket of server.clients) socket.terminate();
  server.close();
});

/** Answers `connection_init` as it should, and then each subscription in its own way. */
function serve(answer: (socket: WebSocket, id: string) => void): void {
  server.on('connection', (socket) => {
    socket.on('message', (bytes: Buffer) => {
      const { type, id } = JSON.parse(bytes.toString()) as { type: string; id: string };
      if (type === 'connection_init') socket.send('{"type":"connection_ack"}');
      if (type === 'subscribe') answer(socket, id);
    });
  });
}

function subscribe() {
  const recorder = recordUpstream();
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/`;
  client.subscribe({ endpoint: { name: 'stub', url }, query: 'subscription { ticked }' }, recorder.sink);
  return recorder;
}

function fault(message: string) {
  const extensions = expect.objectContaining({ code: 'SUBGRAPH_ANSWER_INVALID', subgraph: 'stub' });
  return { error: [{ message: expect.stringContaining(message), extensions }] };
}

describe('a subgraph at the other end of a WebSocket', () => {
  test('that never acknowledges is given up, also where it does not agree to close', async () => {
    server.on('connection', (socket) => socket.pause());
    const [told] = await subscribe().until(1);
    expect(told).toEqual({ error: expect.objectContaining({ code: expect.any(Number) }) });
    expect(told).not.toEqual({ error: expect.any(Array) });
  });

  test.each([
    ['not JSON', () => 'hello'],
    ['not of the protocol', () => '{"type":"hello"}'],
    ['not of the right shape', (id: string) => JSON.stringify({ type: 'next', id, payload: 7 })],
  ])('that sends a message that is %s is refused', async (_what, message) => {
    serve((socket, id) => socket.send(message(id)));
    expect(await subscribe().until(2)).toEqual(['connected', fault('not one of graphql-transport-ws')]);
  });

  test('that greets with something else is refused', async () => {
    server.on('connection', (socket) => socket.send('{"type":"next","id":"1","payload":{"data":{}}}'));
    expect(await subscribe().until(1)).toEqual([fault('not one of graphql-transport-ws')]);
  });

  test('that sends more than a message may hold is refused', async () => {
    serve((socket, id) => socket.send(JSON.stringify({ type: 'next', id, payload: { data: 'a'.repeat(20_000) } })));
    expect(await subscribe().until(2)).toEqual(['connected', fault('too large')]);
  });

  test('that breaks the framing is refused', async () => {
    server.on('connection', (_socket, request) => request.socket.write(Buffer.from([0xff, 0xff, 0xff, 0xff])));
    expect(await subscribe().until(1)).toEqual([fault('broke the WebSocket protocol')]);
  });

  test('that goes away may come back', async () => {
    serve((socket) => socket.terminate());
    const [, end] = await subscribe().until(2);
    expect(end).toEqual({ error: expect.objectContaining({ code: 1006 }) });
  });

  test('may send others what it owes them while one of its subscriptions ends', async () => {
    const waiting: [WebSocket, string][] = [];
    serve((socket, id) => {
      waiting.push([socket, id]);
      if (waiting.length < 2) return;
      const [[first, firstId], [second, secondId]] = waiting as [[WebSocket, string], [WebSocket, string]];
      expect(second).toBe(first);
      first.send(JSON.stringify({ type: 'error', id: firstId, payload: [{ message: 'No.' }] }));
      second.send(JSON.stringify({ type: 'next', id: secondId, payload: { data: { ticked: 1 } } }));
    });
    const [one, other] = [subscribe(), subscribe()];
    expect(await one.until(2)).toEqual(['connected', { error: [{ message: 'No.' }] }]);
    expect(await other.until(2)).toEqual(['connected', { data: { ticked: 1 } }]);
  });
});
