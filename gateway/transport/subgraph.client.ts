import { Pool } from 'undici';
import { ClientError } from '../../shared/errors/client-error.ts';
import type { ForwardedHeaders } from './forwarded-headers.ts';
import { invalidAnswer, readAnswer, type SubgraphAnswer, type SubgraphRequest } from './subgraph-answer.ts';
import type { SubgraphEndpoint } from './subgraph-endpoint.ts';

export interface SendOptions {
  readonly headers?: ForwardedHeaders;
  /** Milliseconds until the request is given up; default: the client's. */
  readonly timeout?: number;
}

/** Sends operations to subgraphs over HTTP connections that are kept open. */
export interface SubgraphClient {
  /** Throws ClientError SUBGRAPH_UNAVAILABLE or SUBGRAPH_ANSWER_INVALID; errors inside the answer are returned. */
  send(endpoint: SubgraphEndpoint, request: SubgraphRequest, options?: SendOptions): Promise<SubgraphAnswer>;
  stop(): Promise<void>;
}

export interface SubgraphClientOptions {
  /** Milliseconds until a request is given up. */
  readonly timeout: number;
}

/** Enough for a busy gateway; more sockets to one process only queue there instead of here. */
const connectionsPerOrigin = 256;

export function startSubgraphClient(options: SubgraphClientOptions): SubgraphClient {
  const pools = new Map<string, Pool>();

  function poolOf(origin: string): Pool {
    const known = pools.get(origin);
    if (known) return known;
    const pool = new Pool(origin, { connections: connectionsPerOrigin });
    pools.set(origin, pool);
    return pool;
  }

  return {
    send: (endpoint, request, { headers = {}, timeout = options.timeout } = {}) => {
      const { origin, pathname, search } = new URL(endpoint.url);
      const post = { path: pathname + search, method: 'POST' as const, body: JSON.stringify(request) };
      const sent = { ...headers, 'content-type': 'application/json', accept: 'application/json' };
      return receive(endpoint, timeout, () =>
        poolOf(origin).request({ ...post, headers: sent, signal: AbortSignal.timeout(timeout) }),
      );
    },
    stop: async () => {
      await Promise.all([...pools.values()].map((pool) => pool.close()));
    },
  };
}

type Send = () => ReturnType<Pool['request']>;

async function receive(endpoint: SubgraphEndpoint, timeout: number, send: Send): Promise<SubgraphAnswer> {
  const { status, text } = await readBody(send).catch((error: unknown) => {
    throw unavailable(endpoint, reasonOf(error, timeout));
  });
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    if (status >= 500) throw unavailable(endpoint, `it answered with HTTP status ${status}`);
    throw invalidAnswer(endpoint.name, `HTTP status ${status} with a body that is not JSON`);
  }
  return readAnswer(endpoint.name, value);
}

async function readBody(send: Send): Promise<{ status: number; text: string }> {
  const response = await send();
  return { status: response.statusCode, text: await response.body.text() };
}

function reasonOf(error: unknown, timeout: number): string {
  if (error instanceof Error && error.name === 'TimeoutError') return `no answer within ${timeout} ms`;
  const code = (error as { code?: unknown }).code;
  return typeof code === 'string' ? code : String(error);
}

/** The URL is the operator's business and is not shown to clients. */
function unavailable(endpoint: SubgraphEndpoint, reason: string): ClientError {
  return new ClientError(
    'SUBGRAPH_UNAVAILABLE',
    `The subgraph "${endpoint.name}" is not available: ${reason}. What it holds is null here; try again later.`,
    { subgraph: endpoint.name },
  );
}
