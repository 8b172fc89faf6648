import { once } from 'node:events';
import { createServer, type AddressInfo, type Server, type Socket } from 'node:net';
import { expect, test } from '@jest/globals';
import { startSubgraphSocketClient } from './subgraph-socket.client.ts';

const limits = { acknowledgeTimeout: 10_000, maxEvent: 100_000 };
const sink = { connected: () => undefined, next: () => undefined, error: () => undefined, complete: () => undefined };

/** A subgraph that takes a connection and ends it before it became a WebSocket. */
async function startSilentSubgraph() {
  const server: Server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/graphql`;
  return { server, endpoint: { name: 'silent', url } };
}

async function connectionAt(server: Server): Promise<Socket> {
  const [socket] = (await once(server, 'connection')) as [Socket];
  return socket;
}

test('stops while a socket is being opened, and whatever becomes of that socket', async () => {
  const { server, endpoint } = await startSilentSubgraph();
  const client = startSubgraphSocketClient(limits);
  const connection = connectionAt(server);
  client.subscribe({ endpoint, query: 'subscription { ticked }' }, sink);
  const socket = await connection;
  const stopped = client.stop();
  socket.destroy();
  await expect(stopped).resolves.toBeUndefined();
  server.close();
});

test('shows the forwarded headers in its handshake', async () => {
  const { server, endpoint } = await startSilentSubgraph();
  const client = startSubgraphSocketClient(limits);
  const connection = connectionAt(server);
  const headers = { authorization: 'Bearer x', 'x-tenant': 'north' };
  client.subscribe({ endpoint, query: 'subscription { ticked }', headers }, sink);
  const [bytes] = (await once(await connection, 'data')) as [Buffer];
  expect(bytes.toString()).toMatch(/^authorization: Bearer x\r\nx-tenant: north\r$/m);
  await client.stop();
  server.close();
});

test('stops while a subgraph leaves the handshake unanswered', async () => {
  const { server, endpoint } = await startSilentSubgraph();
  const client = startSubgraphSocketClient(limits);
  const connection = connectionAt(server);
  client.subscribe({ endpoint, query: 'subscription { ticked }' }, sink);
  const closed = once(await connection, 'close');
  await client.stop();
  await closed;
  server.close();
});

test('a subscription that ends while its socket is being opened leaves no rejection behind', async () => {
  const rejections: unknown[] = [];
  const note = (reason: unknown): void => void rejections.push(reason);
  process.on('unhandledRejection', note);
  const { server, endpoint } = await startSilentSubgraph();
  const client = startSubgraphSocketClient(limits);
  const connection = connectionAt(server);
  const unsubscribe = client.subscribe({ endpoint, query: 'subscription { ticked }' }, sink);
  const socket = await connection;
  unsubscribe();
  socket.destroy();
  server.close();
  await once(server, 'close');
  await client.stop();
  await new Promise((resolve) => setTimeout(resolve, 50));
  process.off('unhandledRejection', note);
  expect(rejections).toEqual([]);
});
