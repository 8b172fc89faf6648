import type { SubscriptionClient, UpstreamRequest, UpstreamSink } from './subscription.client.ts';

export interface ProtocolClients {
  readonly ws: SubscriptionClient;
  readonly sse: SubscriptionClient;
}

/** What a server answers a handshake with that knows of no WebSocket there; others may be over soon, or are refusals. */
const statusesWithoutSocket = new Set([200, 204, 400, 404, 405, 406, 415, 426, 501]);

/**
 * Subscribes over a WebSocket, and by server-sent events where the subgraph answers the handshake as a server does that has
 * none. What a subgraph speaks is remembered for as long as that works.
 */
export function createEitherProtocol({ ws, sse }: ProtocolClients): SubscriptionClient['subscribe'] {
  const streaming = new Set<string>();

  /** `fault` is what a WebSocket failed with, where one was tried. */
  function stream(request: UpstreamRequest, sink: UpstreamSink, fault?: unknown): () => void {
    const { url } = request.endpoint;
    let isConnected = false;
    return sse.subscribe(request, {
      ...sink,
      connected: () => {
        isConnected = true;
        streaming.add(url);
        sink.connected();
      },
      error: (error) => {
        streaming.delete(url);
        const isSpoken = isConnected || isOwnError(error);
        sink.error(isSpoken ? error : (fault ?? error));
      },
    });
  }

  return (request, sink) => {
    if (streaming.has(request.endpoint.url)) return stream(request, sink);
    let leaveStream = (): void => undefined;
    const leaveSocket = ws.subscribe(request, {
      ...sink,
      error: (error) => {
        if (!isWithoutSocket(error)) return sink.error(error);
        leaveSocket();
        leaveStream = stream(request, sink, error);
      },
    });
    return () => {
      leaveSocket();
      leaveStream();
    };
  };
}

function isWithoutSocket(error: unknown): boolean {
  const { message } = error as { readonly message?: unknown };
  const status = typeof message === 'string' ? /^Unexpected server response: (\d+)$/.exec(message)?.[1] : undefined;
  return statusesWithoutSocket.has(Number(status));
}

/** Whether the subgraph said it, in GraphQL. */
function isOwnError(error: unknown): boolean {
  if (!Array.isArray(error)) return false;
  const [first] = error as readonly { readonly extensions?: { readonly code?: unknown } }[];
  return first?.extensions?.code !== 'SUBGRAPH_ANSWER_INVALID';
}
