import { once } from 'node:events';
import { createServer, type IncomingHttpHeaders, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { SubgraphEndpoint } from '../../gateway/transport/subgraph-endpoint.ts';

export interface StubRequest {
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
  /** Which one it is, from 0. */
  readonly index: number;
}

/** A server that answers as a test says, well or badly. */
export interface HttpStub extends AsyncDisposable {
  readonly endpoint: SubgraphEndpoint;
  readonly requests: StubRequest[];
  /** Connections that were opened so far. */
  connections(): number;
}

export async function startHttpStub(
  answer: (response: ServerResponse, request: StubRequest) => void,
  name = 'stub',
): Promise<HttpStub> {
  const requests: StubRequest[] = [];
  let connections = 0;
  const server = createServer((incoming, response) => {
    const chunks: Buffer[] = [];
    incoming.on('data', (chunk: Buffer) => chunks.push(chunk));
    incoming.on('end', () => {
      const body = Buffer.concat(chunks).toString();
      const request = { headers: incoming.headers, body, index: requests.length };
      requests.push(request);
      answer(response, request);
    });
  });
  server.on('connection', () => (connections += 1));
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  return {
    endpoint: { name, url: `http://127.0.0.1:${port}/graphql?stub` },
    requests,
    connections: () => connections,
    [Symbol.asyncDispose]: async () => {
      server.close();
      server.closeAllConnections();
      await once(server, 'close');
    },
  };
}

export function sendJson(response: ServerResponse, value: unknown, status = 200): void {
  response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(value));
}
