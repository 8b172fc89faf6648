import { ClientError } from '../../shared/errors/client-error.ts';
import { errorCodes, type ErrorCode } from '../../shared/errors/error-code.ts';
import { faultOf } from '../executor/send.step.ts';
import type { SubscriptionClient, UpstreamRequest } from '../transport/subscription.client.ts';
import { readAnswer, readFault, type SubgraphAnswer, type SubgraphFault } from '../transport/subgraph-answer.ts';

/** Why an upstream is over: its subgraph says there is no more, or will not have it, or the line broke. */
export type UpstreamEnd =
  | { readonly kind: 'completed' }
  | { readonly kind: 'refused'; readonly faults: readonly SubgraphFault[] }
  | { readonly kind: 'dropped'; readonly reason: string };

export interface UpstreamSink {
  /** The subgraph acknowledged the connection. */
  connected(): void;
  event(answer: SubgraphAnswer): void;
  /** Called once; nothing follows. */
  ended(end: UpstreamEnd): void;
}

/**
 * One subscription at a subgraph, over one connection. The sink is not called before this returns. Returns the function
 * that closes it; the sink is not called afterwards.
 */
export function openUpstream(sockets: SubscriptionClient, request: UpstreamRequest, sink: UpstreamSink): () => void {
  const subgraph = request.endpoint.name;
  let isOver = false;
  let isConnected = false;

  function close(): void {
    if (isOver) return;
    isOver = true;
    unsubscribe();
  }

  function finish(end: UpstreamEnd): void {
    if (isOver) return;
    isOver = true;
    // Not at once: `subscribe` may call its sink before it returns.
    queueMicrotask(() => {
      unsubscribe();
      sink.ended(end);
    });
  }

  function connected(): void {
    // After a close with code 1000, graphql-ws subscribes again by itself: from the beginning, not from the cursor.
    if (isConnected) return finish({ kind: 'dropped', reason: 'the connection was closed and opened again' });
    isConnected = true;
    queueMicrotask(() => {
      if (!isOver) sink.connected();
    });
  }

  const unsubscribe = sockets.subscribe(request, {
    connected,
    next: (value) => {
      if (!isOver) sink.event(readEvent(subgraph, value));
    },
    error: (error) => finish(readEnd(subgraph, error)),
    complete: () => finish({ kind: 'completed' }),
  });
  return close;
}

function readEvent(subgraph: string, value: unknown): SubgraphAnswer {
  try {
    return readAnswer(subgraph, value);
  } catch (error) {
    if (!(error instanceof ClientError)) throw error;
    return { data: null, errors: [faultOf(error)] };
  }
}

/** Close codes 4400 to 4499 say that the same request would fail again, but for a slow handshake and a lost pong. */
const passingCodes = new Set([4408, 4499]);

function readEnd(subgraph: string, error: unknown): UpstreamEnd {
  if (Array.isArray(error)) return { kind: 'refused', faults: error.map((each) => readFault(subgraph, each)) };
  const { code, reason } = error as { code?: unknown; reason?: unknown };
  if (typeof code !== 'number')
    return { kind: 'dropped', reason: error instanceof Error ? error.message : 'no connection' };
  const isRefusal = code >= 4400 && code < 4500 && !passingCodes.has(code);
  const text = `the connection was closed with ${code}${typeof reason === 'string' && reason ? ` (${reason})` : ''}`;
  if (!isRefusal) return { kind: 'dropped', reason: text };
  const refused = new ClientError(namedCode(text), `The subgraph "${subgraph}" refused: ${text}.`, { subgraph });
  return { kind: 'refused', faults: [faultOf(refused)] };
}

/** Subgraphs of this product name the code of a refusal in the reason of the close, as the gateway does to its clients. */
function namedCode(text: string): ErrorCode {
  const [, code = ''] = /\(([A-Z_]+): /.exec(text) ?? [];
  return Object.hasOwn(errorCodes, code) ? (code as ErrorCode) : 'SUBGRAPH_UNAVAILABLE';
}
