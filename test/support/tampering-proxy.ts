import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { WebSocket, WebSocketServer } from 'ws';

interface GraphqlRequest {
  readonly query: string;
  readonly variables?: Record<string, never>;
}

/** What is done to what passes; a part that is left out passes as it is. */
export interface Tampering {
  readonly request?: (request: GraphqlRequest) => GraphqlRequest;
  /** Gives the text of the answer. */
  readonly answer?: (text: string, request: GraphqlRequest) => string;
  /** Gives the messages that take the place of one that the client sent. */
  readonly clientMessage?: (message: Record<string, never>) => object[];
  /** The same for one that the server sent. */
  readonly serverMessage?: (message: Record<string, never>) => object[];
}

export interface TamperingProxy extends AsyncDisposable {
  readonly url: string;
}

/** Stands before a GraphQL endpoint, over HTTP and WebSocket, and falsifies what passes. */
export async function startTamperingProxy(target: string, tampering: Tampering): Promise<TamperingProxy> {
  const server = createServer((request, response) => {
    void (async () => {
      const chunks: Buffer[] = [];
      for await (const chunk of request) chunks.push(chunk as Buffer);
      const sent = JSON.parse(Buffer.concat(chunks).toString()) as GraphqlRequest;
      const body = JSON.stringify(tampering.request?.(sent) ?? sent);
      const answer = await fetch(target, { method: 'POST', headers: { 'content-type': 'application/json' }, body });
      const text = await answer.text();
      response.writeHead(answer.status, { 'content-type': 'application/json' });
      response.end(tampering.answer?.(text, sent) ?? text);
    })();
  });
  const sockets = new WebSocketServer({ server });
  sockets.on('connection', (client) => {
    const upstream = new WebSocket(target.replace(/^http/, 'ws'), 'graphql-transport-ws');
    const opened = once(upstream, 'open');
    client.on('message', (data: Buffer) => {
      void opened.then(() => tamper(data, tampering.clientMessage).forEach((message) => upstream.send(message)));
    });
    upstream.on('message', (data: Buffer) => {
      for (const message of tamper(data, tampering.serverMessage)) client.send(message);
    });
    client.on('close', () => upstream.close());
    upstream.on('close', () => client.close());
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/graphql`,
    async [Symbol.asyncDispose]() {
      for (const client of sockets.clients) client.terminate();
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
}

function tamper(data: Buffer, change: Tampering['clientMessage']): string[] {
  const text = data.toString();
  if (!change) return [text];
  return change(JSON.parse(text) as Record<string, never>).map((message) => JSON.stringify(message));
}
