import { createClient, type Client } from 'graphql-ws';
import { WebSocket } from 'ws';
import type { ForwardedHeaders } from './forwarded-headers.ts';
import { unfitAnswer } from './subgraph-answer.ts';
import type { SubscriptionClient, SubscriptionLimits, UpstreamRequest, UpstreamSink } from './subscription.client.ts';

/** Milliseconds between pings to a subgraph, and how long its pong may take: a dead peer is noticed within the sum. */
const pingInterval = 10_000;
const pongTimeout = 5_000;
/** Milliseconds that a subgraph has to agree that a socket is closed. */
const closeTimeout = 1_000;

interface SharedSocket {
  readonly client: Client;
  users: number;
  isConnected: boolean;
  /** Whatever state it is in; never rejects. */
  close(): Promise<void>;
}

/**
 * Subscriptions over graphql-transport-ws. Those with the same headers, which hold the client's token, share one socket per subgraph, which closes with
 * the last of them.
 */
export function startSubgraphSocketClient(limits: SubscriptionLimits): SubscriptionClient {
  const sockets = new Map<string, SharedSocket>();

  function acquire(key: string, request: UpstreamRequest): SharedSocket {
    const socket = sockets.get(key) ?? openSocket(request, limits);
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
      const key = JSON.stringify([request.endpoint.url, request.headers ?? {}]);
      const socket = acquire(key, request);
      const unlisten = socket.client.on('connected', sink.connected);
      if (socket.isConnected) sink.connected();
      const unsubscribe = socket.client.subscribe(payloadOf(request), faultReading(request.endpoint.name, sink));
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

/** Tells a subgraph that does not keep to the protocol, and would not the next time, from a line that broke. */
function faultReading(subgraph: string, sink: UpstreamSink): UpstreamSink {
  return {
    ...sink,
    error: (error) => {
      const fault = protocolFault(error);
      if (fault === undefined) return sink.error(error);
      const { message, extensions } = unfitAnswer(subgraph, fault);
      sink.error([{ message, extensions }]);
    },
  };
}

/** `ws` reports its faults in events; an error as such comes from the reader of messages. */
function protocolFault(error: unknown): string | undefined {
  if (error instanceof Error) return 'it sent a message that is not one of graphql-transport-ws';
  const code = (error as { error?: { code?: unknown } | null }).error?.code;
  if (code === 'WS_ERR_UNSUPPORTED_MESSAGE_LENGTH') return 'it sent a message that is too large';
  return typeof code === 'string' && code.startsWith('WS_ERR_') ? 'it broke the WebSocket protocol' : undefined;
}

function openSocket({ endpoint, headers = {} }: UpstreamRequest, limits: SubscriptionLimits): SharedSocket {
  let pongDue: NodeJS.Timeout | undefined;
  let opened: WebSocket | undefined;
  const client = createClient({
    url: endpoint.url.replace(/^http/, 'ws'),
    webSocketImpl: socketClass({ ...limits, headers }, (created) => (opened = created)),
    // Some servers look here, some at the handshake.
    connectionParams: headers,
    retryAttempts: 0,
    keepAlive: pingInterval,
    connectionAckWaitTimeout: limits.acknowledgeTimeout,
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
function socketClass(
  { acknowledgeTimeout, maxEvent, headers }: SubscriptionLimits & { readonly headers: ForwardedHeaders },
  note: (created: WebSocket) => void,
) {
  // A variable: the published types do not know `closeTimeout` yet.
  const options = { headers, handshakeTimeout: acknowledgeTimeout, maxPayload: maxEvent, closeTimeout };
  return class extends WebSocket {
    constructor(address: string, protocol: string) {
      super(address, protocol, options);
      note(this);
    }
  };
}
