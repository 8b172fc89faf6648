/**
 * All subgraphs in one process, at http://127.0.0.1:$PORT/<name>. They cost next to nothing, so that the gateway is what
 * is measured. GET /calls tells how many requests came for data so far.
 */
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { createRecordingSubgraphs } from './recording-subgraphs.ts';

const subgraphs = createRecordingSubgraphs();
let calls = 0;

const server = createServer((request, response) => {
  if (request.method === 'GET') return send(response, 200, Buffer.from(String(calls)));
  readBody(request, (body) => void reply(request.url ?? '', body, response));
});
server.keepAliveTimeout = 60_000;
server.listen({ port: Number(process.env['PORT']), host: '127.0.0.1' });

async function reply(path: string, body: string, response: ServerResponse): Promise<void> {
  calls += 1;
  try {
    const answer = subgraphs.answer(path, body);
    send(response, 200, answer instanceof Buffer ? answer : await answer);
  } catch (error) {
    console.error(error);
    send(response, 500, Buffer.from(JSON.stringify({ errors: [{ message: String(error) }] })));
  }
}

function readBody(request: IncomingMessage, done: (body: string) => void): void {
  const chunks: Buffer[] = [];
  request.on('data', (chunk: Buffer) => chunks.push(chunk));
  request.on('end', () => done(Buffer.concat(chunks).toString()));
}

function send(response: ServerResponse, status: number, body: Buffer): void {
  response.writeHead(status, { 'content-type': 'application/json', 'content-length': body.length });
  response.end(body);
}
