import { createClient, type Client, type Sink, type FormattedExecutionResult } from 'graphql-ws';
import { WebSocket } from 'ws';
import type { JsonObject, SubgraphRequest } from './subgraph-answer.ts';
import type { SubgraphEndpoint } from './subgraph-endpoint.ts';

export interface UpstreamRequest extends SubgraphRequest {
  readonly endpoint: SubgraphEndpoint;
  /** Authorization header of the client; subscriptions of one holder share one socket per subgraph. */
  readonly authorization?: string | undefined;
}

export interface UpstreamSink extends Sink<FormattedExecutionResult<JsonObject, unknown>> {
  /** The subgraph acknowledged the socket: what comes after this is not lost by a slow start. */
  readonly connected: () => void;
}

/** Subscriptions to subgraphs over graphql-transport-ws. */
export interface SubgraphSocketClient {
  /** Returns the function that ends the subscription. A socket closes with the last subscription on it. */
  subscribe(request: UpstreamRequest, sink: UpstreamSink): () => void;
  stop(): Promise<void>;
}

/** Milliseconds between pings to a subgraph, and how long its pong may take: a dead peer is noticed within the sum. */
const pingInterval = 10_000;
const pongTimeout = 5_000;
const acknowledgeTimeout = 10_000;

interface SharedSocket {
  readonly client: Client;
  users: number;
  isConnected: boolean;
  /** Whatever state it is in; never rejects. */
  close(): Promise<void>;
}

export function startSubgraphSocketClient(): SubgraphSocketClient {
  const sockets = new Map<string, SharedSocket>();

  function acquire(key: string, request: UpstreamRequest): SharedSocket {
    const socket = sockets.get(key) ?? openSocket(request.endpoint, request.authorization);
    sockets.set(key, socket);
    socket.users += 1;
    return socket;
  }

  function release(key: string, socket: SharedSocket): void {
    socket.users -= 1;
    if (socket.users > 0) return;
    if (sockets.get(key) === socket) sockets.delete(key);
    void socket.close();
  }

  return {
    subscribe: (request, sink) => {
      const key = JSON.stringify([request.endpoint.url, request.authorization]);
      const socket = acquire(key, request);
      const unlisten = socket.client.on('connected', sink.connected);
      if (socket.isConnected) sink.connected();
      const unsubscribe = socket.client.subscribe(payloadOf(request), sink);
      let isOpen = true;
      return () => {
        if (!isOpen) return;
        isOpen = false;
        unlisten();
        unsubscribe();
        release(key, socket);
      };
    },
    stop: async () => {
      await Promise.all([...sockets.values()].map((socket) => socket.close()));
      sockets.clear();
    },
  };
}

function payloadOf({ query, variables, operationName }: UpstreamRequest) {
  return { query, variables: { ...variables }, ...(operationName && { operationName }) };
}

function openSocket(endpoint: SubgraphEndpoint, authorization: string | undefined): SharedSocket {
  let pongDue: NodeJS.Timeout | undefined;
  let opened: WebSocket | undefined;
  const client = createClient({
    url: endpoint.url.replace(/^http/, 'ws'),
    webSocketImpl: socketClass((created) => (opened = created)),
    connectionParams: authorization ? { authorization } : {},
    retryAttempts: 0,
    keepAlive: pingInterval,
    connectionAckWaitTimeout: acknowledgeTimeout,
    on: {
      connected: () => (socket.isConnected = true),
      closed: () => {
        socket.isConnected = false;
        clearTimeout(pongDue);
      },
      ping: (received) => {
        if (!received) pongDue = setTimeout(() => client.terminate(), pongTimeout);
      },
      pong: (received) => {
        if (received) clearTimeout(pongDue);
      },
    },
  });
  const socket: SharedSocket = {
    client,
    users: 0,
    isConnected: false,
    close: async () => {
      // It waits for a socket that is still being opened, and fails where the opening does.
      const disposed = Promise.resolve(client.dispose()).catch(() => undefined);
      if (!socket.isConnected) opened?.terminate();
      await disposed;
    },
  };
  return socket;
}

/** Sockets that give up a handshake which is not answered, and that can be ended before it is. */
function socketClass(note: (created: WebSocket) => void) {
  return class extends WebSocket {
    constructor(address: string, protocol: string) {
      super(address, protocol, { handshakeTimeout: acknowledgeTimeout });
      note(this);
    }
  };
}
