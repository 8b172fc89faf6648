import { ClientError } from '../../shared/errors/client-error.ts';
import { errorCodes, type ErrorCode } from '../../shared/errors/error-code.ts';
import { faultOf } from '../executor/send.step.ts';
import type { SubgraphSocketClient, UpstreamRequest, UpstreamSink } from '../transport/subgraph-socket.client.ts';
import { readAnswer, readFault, type SubgraphAnswer, type SubgraphFault } from '../transport/subgraph-answer.ts';
import { EventChannel } from './event.channel.ts';

/**
 * Why an upstream is over: its subgraph says there is no more, or will not have it, or the line broke, or events came
 * faster than the client takes them.
 */
export type UpstreamEnd =
  | { readonly kind: 'completed' }
  | { readonly kind: 'refused'; readonly faults: readonly SubgraphFault[] }
  | { readonly kind: 'dropped' | 'overrun'; readonly reason: string };

/** One subscription at a subgraph, over one connection. */
export interface Upstream {
  readonly events: AsyncIterable<SubgraphAnswer>;
  /** Meant to be read after the last event. */
  end(): UpstreamEnd;
  /** Whether the subgraph ever acknowledged the connection. */
  wasConnected(): boolean;
  close(): void;
}

export interface UpstreamOptions {
  /** Events kept while the client is slow. With more, the upstream is dropped, to be opened again from the cursor. */
  readonly eventBuffer: number;
  readonly signal: AbortSignal;
}

export function openUpstream(
  sockets: SubgraphSocketClient,
  request: UpstreamRequest,
  { eventBuffer, signal }: UpstreamOptions,
): Upstream {
  const channel = new EventChannel<SubgraphAnswer>(eventBuffer);
  let end: UpstreamEnd | undefined;
  let isConnected = false;

  function finish(reason: UpstreamEnd): void {
    end ??= reason;
    signal.removeEventListener('abort', close);
    channel.close();
    // Not at once: `subscribe` may call its sink before it returns.
    queueMicrotask(() => unsubscribe());
  }

  function close(): void {
    channel.abort();
    finish({ kind: 'completed' });
  }

  const sink = createSink(request.endpoint.name, channel, finish);
  const connected = (): void => {
    // After a close with code 1000, graphql-ws subscribes again by itself: from the beginning, not from the cursor.
    if (isConnected) finish({ kind: 'dropped', reason: 'the connection was closed and opened again' });
    isConnected = true;
  };
  const unsubscribe = sockets.subscribe(request, { ...sink, connected });
  if (signal.aborted) close();
  else signal.addEventListener('abort', close, { once: true });
  return { events: channel, end: () => end ?? { kind: 'completed' }, wasConnected: () => isConnected, close };
}

function createSink(
  subgraph: string,
  channel: EventChannel<SubgraphAnswer>,
  finish: (reason: UpstreamEnd) => void,
): Omit<UpstreamSink, 'connected'> {
  return {
    // What comes after the end finds the channel closed.
    next: (value) => {
      if (channel.tryPut(readEvent(subgraph, value))) return;
      finish({ kind: 'overrun', reason: 'the client takes events more slowly than they come' });
    },
    error: (error) => finish(readEnd(subgraph, error)),
    complete: () => finish({ kind: 'completed' }),
  };
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
