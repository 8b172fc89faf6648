import { once } from 'node:events';
import { createServer, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { WebSocketServer, type WebSocket } from 'ws';

export interface HostileRequest {
  readonly query: string;
  readonly variables: { readonly representations?: readonly Record<string, unknown>[] };
  readonly accept: string;
}

export type HostileAnswer = (response: ServerResponse, request: HostileRequest) => void;
export type HostileSocket = (socket: WebSocket) => void;

/** A subgraph that tells its schema as it should and is at its worst afterwards. */
export interface HostileSubgraph extends AsyncDisposable {
  readonly name: string;
  readonly url: string;
  /** What comes of every other request from now on. */
  answer: HostileAnswer;
  /** What comes of every WebSocket from now on; its messages are not looked at. */
  socket: HostileSocket;
  /** Requests for data so far. */
  requests: number;
  /** Bytes that its sockets took from it so far, on all connections that are closed. */
  bytesSent: number;
}

export async function startHostileSubgraph(name: string, sdl: string): Promise<HostileSubgraph> {
  const server = createServer((incoming, response) => {
    const chunks: Buffer[] = [];
    incoming.on('data', (chunk: Buffer) => chunks.push(chunk));
    incoming.on('end', () => {
      const { query, variables = {} } = JSON.parse(Buffer.concat(chunks).toString()) as Partial<HostileRequest>;
      if (query?.includes('_service')) return response.end(JSON.stringify({ data: { _service: { sdl } } }));
      if (query === '{ __typename }') return response.end('{"data":{"__typename":"Query"}}');
      subgraph.requests += 1;
      subgraph.answer(response, { query: query ?? '', variables, accept: incoming.headers.accept ?? '' });
    });
  });
  server.on('connection', (socket) => {
    socket.on('close', () => (subgraph.bytesSent += socket.bytesWritten));
    socket.on('error', () => socket.destroy());
  });
  const sockets = new WebSocketServer({ server });
  sockets.on('connection', (socket) => subgraph.socket(socket));
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const subgraph: HostileSubgraph = {
    name,
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/graphql`,
    answer: (response) => response.destroy(),
    socket: (socket) => socket.terminate(),
    requests: 0,
    bytesSent: 0,
    [Symbol.asyncDispose]: async () => {
      for (const socket of sockets.clients) socket.terminate();
      server.close();
      server.closeAllConnections();
      await once(server, 'close');
    },
  };
  return subgraph;
}
