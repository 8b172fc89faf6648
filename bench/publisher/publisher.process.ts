/**
 * All subgraphs and the one that publishes, in one process at http://127.0.0.1:$PORT/<name>: POST asks for data, a
 * WebSocket at /live subscribes. POST /publish?events=N publishes N events, GET tells the counts.
 */
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { createReplayServer, sendJson } from '../replay/replay.server.ts';
import { createLiveSocket } from './live.socket.ts';
import type { PublisherCounts } from './publisher.messages.ts';

const replay = createReplayServer();
const live = createLiveSocket();

function handle(request: IncomingMessage, response: ServerResponse): void {
  const [, events] = /^\/publish\?events=(\d+)$/.exec(request.url ?? '') ?? [];
  if (events !== undefined) {
    sendJson(response, 200, JSON.stringify(live.publish(Number(events))));
  } else if (request.method === 'GET') {
    const counts: PublisherCounts = { calls: replay.calls(), ...live.counts() };
    sendJson(response, 200, JSON.stringify(counts));
  } else replay.handle(request, response);
}

const server = createServer(handle);
server.on('upgrade', live.upgrade);
server.keepAliveTimeout = 60_000;
server.listen({ port: Number(process.env['PORT']), host: '127.0.0.1' });
