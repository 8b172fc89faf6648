/**
 * All subgraphs in one process, at http://127.0.0.1:$PORT/<name>. They cost next to nothing, so that the gateway is what
 * is measured. GET tells how many requests came for data so far.
 */
import { createServer } from 'node:http';
import { createReplayServer, sendJson } from './replay.server.ts';

const replay = createReplayServer();
const server = createServer((request, response) => {
  if (request.method === 'GET') sendJson(response, 200, String(replay.calls()));
  else replay.handle(request, response);
});
server.keepAliveTimeout = 60_000;
server.listen({ port: Number(process.env['PORT']), host: '127.0.0.1' });
