import { Pool } from 'undici';
import { ClientError } from '../../shared/errors/client-error.ts';
import { createInFlight } from '../cache/in-flight.ts';
import type { ReadEpoch } from '../cache/read-epoch.ts';
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
  readonly epoch: ReadEpoch;
  /** Equal queries in flight at once are sent once. */
  readonly isSharing: boolean;
}

/** Enough for a busy gateway; more sockets to one process only queue there instead of here. */
const connectionsPerOrigin = 256;

export function startSubgraphClient(options: SubgraphClientOptions): SubgraphClient {
  const pools = new Map<string, Pool>();
  const inFlight = createInFlight<Body>();

  function poolOf(origin: string): Pool {
    const known = pools.get(origin);
    if (known) return known;
    const pool = new Pool(origin, { connections: connectionsPerOrigin });
    pools.set(origin, pool);
    return pool;
  }

  /** A shared answer is shared as text: each that gets it reads a value of its own, which it may change. */
  async function exchangeOrShare({ request, key, exchange }: Exchange): Promise<Body> {
    if (!isQuery(request)) return exchange().finally(() => options.epoch.advance());
    if (!options.isSharing) return exchange();
    const epochKey = `${options.epoch.current()}\n${key}`;
    return inFlight.join(epochKey) ?? inFlight.lead(epochKey, exchange);
  }

  return {
    send: (endpoint, request, { headers = {}, timeout = options.timeout } = {}) => {
      const { origin, pathname, search } = new URL(endpoint.url);
      const post = {
        path: pathname + search,
        method: 'POST' as const,
        body: request.bodyText ?? JSON.stringify(request),
      };
      const sent = { ...headers, 'content-type': 'application/json', accept: 'application/json' };
      const exchange = () =>
        readBody(poolOf(origin).request({ ...post, headers: sent, signal: AbortSignal.timeout(timeout) }));
      const key = `${endpoint.url}\n${JSON.stringify(headers)}\n${post.body}`;
      return receive(endpoint, timeout, exchangeOrShare({ request, key, exchange }));
    },
    stop: async () => {
      await Promise.all([...pools.values()].map((pool) => pool.close()));
    },
  };
}

interface Body {
  readonly status: number;
  readonly text: string;
}

interface Exchange {
  readonly request: SubgraphRequest;
  /** All that the answer may depend on. */
  readonly key: string;
  readonly exchange: () => Promise<Body>;
}

async function receive(endpoint: SubgraphEndpoint, timeout: number, body: Promise<Body>): Promise<SubgraphAnswer> {
  const { status, text } = await body.catch((error: unknown) => {
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

async function readBody(answer: ReturnType<Pool['request']>): Promise<Body> {
  const response = await answer;
  return { status: response.statusCode, text: await response.body.text() };
}

function reasonOf(error: unknown, timeout: number): string {
  if (error instanceof Error && error.name === 'TimeoutError') return `no answer within ${timeout} ms`;
  const code = (error as { code?: unknown }).code;
  return typeof code === 'string' ? code : String(error);
}

/** Planners begin an operation with its kind; a text that begins otherwise is taken for one that changes something. */
function isQuery({ query }: SubgraphRequest): boolean {
  return /^\s*(?:query\b|\{)/.test(query);
}

/** The URL is the operator's business and is not shown to clients. */
function unavailable(endpoint: SubgraphEndpoint, reason: string): ClientError {
  return new ClientError(
    'SUBGRAPH_UNAVAILABLE',
    `The subgraph "${endpoint.name}" is not available: ${reason}. What it holds is null here; try again later.`,
    { subgraph: endpoint.name },
  );
}
