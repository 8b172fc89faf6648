import { createClient, type Client } from 'graphql-ws';
import { WebSocket } from 'ws';

/** One result of a subscription: `data` where it is good, `errors` as the server gives them. */
export interface WsResult {
  readonly data?: Record<string, unknown> | null;
  readonly errors?: readonly { readonly message: string; readonly extensions?: Record<string, unknown> }[];
}

/** A connection over graphql-transport-ws that does not retry: what the server does to it is seen. */
export interface WsClient extends AsyncDisposable {
  /** Starts the operation; its results come as they arrive. `return()` completes it. */
  results(query: string, variables?: Record<string, unknown>): AsyncIterableIterator<WsResult>;
  /** Resolves with the first `count` results and leaves the subscription. */
  take(count: number, query: string, variables?: Record<string, unknown>): Promise<WsResult[]>;
  /** Why the server or the client closed the connection; pending until then. */
  readonly closed: Promise<{ code: number; reason: string }>;
}

/** `authorization` is a header's value, such as "Bearer …"; without it the client is anonymous. */
export function openWsClient(httpUrl: string, authorization?: string): WsClient {
  const closing = Promise.withResolvers<{ code: number; reason: string }>();
  const client: Client = createClient({
    url: httpUrl.replace(/^http/, 'ws'),
    webSocketImpl: WebSocket,
    retryAttempts: 0,
    connectionParams: authorization ? { authorization } : {},
    on: {
      closed: (event) => {
        const { code, reason } = event as { code: number; reason: string };
        closing.resolve({ code, reason });
      },
    },
  });
  const results: WsClient['results'] = (query, variables = {}) =>
    client.iterate({ query, variables }) as AsyncIterableIterator<WsResult>;
  return {
    results,
    async take(count, query, variables) {
      const taken: WsResult[] = [];
      if (count === 0) return taken;
      for await (const result of results(query, variables)) {
        taken.push(result);
        if (taken.length === count) break;
      }
      return taken;
    },
    closed: closing.promise,
    [Symbol.asyncDispose]: async () => {
      await client.dispose();
    },
  };
}
