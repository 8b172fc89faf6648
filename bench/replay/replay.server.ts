import type { IncomingMessage, ServerResponse } from 'node:http';
import { createRecordingSubgraphs } from './recording-subgraphs.ts';

/** The subgraphs behind HTTP: POST /<name> asks one of them. */
export interface ReplayServer {
  handle(request: IncomingMessage, response: ServerResponse): void;
  /** How many requests came for data so far. */
  calls(): number;
}

export function createReplayServer(): ReplayServer {
  const subgraphs = createRecordingSubgraphs();
  let calls = 0;

  async function reply(path: string, body: string, response: ServerResponse): Promise<void> {
    calls += 1;
    try {
      const answer = subgraphs.answer(path, body);
      sendJson(response, 200, answer instanceof Buffer ? answer : await answer);
    } catch (error) {
      console.error(error);
      sendJson(response, 500, JSON.stringify({ errors: [{ message: String(error) }] }));
    }
  }

  return {
    handle: (request, response) => readBody(request, (body) => void reply(request.url ?? '', body, response)),
    calls: () => calls,
  };
}

export function sendJson(response: ServerResponse, status: number, json: Buffer | string): void {
  const headers = { 'content-type': 'application/json', 'content-length': Buffer.byteLength(json) };
  response.writeHead(status, headers).end(json);
}

function readBody(request: IncomingMessage, done: (body: string) => void): void {
  const chunks: Buffer[] = [];
  request.on('data', (chunk: Buffer) => chunks.push(chunk));
  request.on('end', () => done(Buffer.concat(chunks).toString()));
}
