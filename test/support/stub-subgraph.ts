import { once } from 'node:events';
import {
  createServer,
  type IncomingHttpHeaders,
  type IncomingMessage,
  type Server,
  type ServerResponse,
} from 'node:http';
import type { AddressInfo } from 'node:net';
import { buildSubgraphSchema } from '@apollo/subgraph';
import { execute, parse, subscribe, validate, type ExecutionArgs, type GraphQLSchema } from 'graphql';
import { useServer } from 'graphql-ws/use/ws';
import { WebSocketServer } from 'ws';
import { freePort } from './free-port.ts';

/** By type and field, as graphql-js takes them, with `__resolveReference` for entities. */
export type StubResolvers = Readonly<Record<string, unknown>>;

export interface StubSubgraphOptions {
  readonly name: string;
  /** Federation SDL without its `@link`. */
  readonly typeDefs: string;
  readonly resolvers: StubResolvers;
  /** Default: a free one; a restart takes the old one. */
  readonly port?: number;
}

export interface SubgraphCall {
  readonly query: string;
  readonly variables: Readonly<Record<string, unknown>>;
  readonly headers: IncomingHttpHeaders;
}

export interface StubSubgraph {
  readonly name: string;
  readonly url: string;
  readonly port: number;
  /** Every operation that came over HTTP, but for schema and health requests. */
  readonly calls: SubgraphCall[];
  /** Connection parameters of every socket. */
  readonly connections: unknown[];
  openSockets(): number;
  /** Closes every socket with `code`, as a server in trouble would, and stays. */
  dropSockets(code: number): void;
  /** Requests for subscriptions over server-sent events that are open now. */
  openStreams(): number;
  /** Breaks them all off, as a network in trouble would. */
  dropStreams(): void;
  stop(): Promise<void>;
}

export const link = `extend schema @link(url: "https://specs.apollo.dev/federation/v2.12",
  import: ["@key", "@shareable", "@external", "@requires", "@inaccessible", "@interfaceObject", "@authenticated"])`;

/** A real subgraph on 127.0.0.1, over HTTP, graphql-transport-ws and graphql-sse. */
export async function startStubSubgraph(options: StubSubgraphOptions): Promise<StubSubgraph> {
  const schema = buildSubgraphSchema([
    { typeDefs: parse(`${link}\n${options.typeDefs}`), resolvers: options.resolvers as never },
  ]);
  const calls: SubgraphCall[] = [];
  const connections: unknown[] = [];
  const streams = new Set<ServerResponse>();
  const server = createServer((request, response) => void answer({ schema, calls, streams }, request, response));
  const sockets = new WebSocketServer({ server, path: '/graphql' });
  const protocol = useServer(
    { schema, onConnect: ({ connectionParams }) => void connections.push(connectionParams) },
    sockets,
  );
  server.listen(options.port ?? (await freePort()), '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  return {
    name: options.name,
    url: `http://127.0.0.1:${port}/graphql`,
    port,
    calls,
    connections,
    openSockets: () => sockets.clients.size,
    dropSockets: (code) => {
      for (const socket of sockets.clients) socket.close(code);
    },
    openStreams: () => streams.size,
    dropStreams: () => {
      for (const stream of streams) stream.destroy();
    },
    stop: async () => {
      if (!server.listening) return;
      for (const socket of sockets.clients) socket.terminate();
      await protocol.dispose();
      await closeServer(server);
    },
  };
}

async function closeServer(server: Server): Promise<void> {
  server.close();
  server.closeAllConnections();
  await once(server, 'close');
}

interface Stub {
  readonly schema: GraphQLSchema;
  readonly calls: SubgraphCall[];
  readonly streams: Set<ServerResponse>;
}

async function answer(
  { schema, calls, streams }: Stub,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  const { query, variables = {} } = JSON.parse(Buffer.concat(chunks).toString()) as {
    query: string;
    variables?: SubgraphCall['variables'];
  };
  if (!/_service|^\{ __typename \}$/.test(query)) calls.push({ query, variables, headers: request.headers });
  const document = parse(query);
  const errors = validate(schema, document);
  const contextValue = { authorization: request.headers.authorization };
  const operation = { schema, document, variableValues: variables, contextValue };
  if (request.headers.accept === 'text/event-stream' && errors.length === 0)
    return stream(operation, response, streams);
  const result = errors.length ? { errors } : await execute(operation);
  response.setHeader('content-type', 'application/json');
  response.end(JSON.stringify(result));
}

/** The distinct connections mode of graphql-sse. */
async function stream(operation: ExecutionArgs, response: ServerResponse, streams: Set<ServerResponse>): Promise<void> {
  const events = await subscribe(operation);
  if (!(Symbol.asyncIterator in events)) return void response.writeHead(400).end(JSON.stringify(events));
  response.writeHead(200, { 'content-type': 'text/event-stream' }).flushHeaders();
  streams.add(response);
  response.on('close', () => {
    streams.delete(response);
    void events.return();
  });
  for await (const event of events) response.write(`event: next\ndata: ${JSON.stringify(event)}\n\n`);
  response.end('event: complete\ndata:\n\n');
}
