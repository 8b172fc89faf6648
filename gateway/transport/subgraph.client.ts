import { createInFlight } from '../cache/in-flight.ts';
import type { ReadEpoch } from '../cache/read-epoch.ts';
import { createEndpointConnections, type Compression } from './endpoint-connections.ts';
import { exchange, type ExchangeOutcome } from './exchange.ts';
import { sentHeadersOf, type ForwardedHeaders, type SentHeaders } from './forwarded-headers.ts';
import type { SubgraphAnswer, SubgraphRequest } from './subgraph-answer.ts';
import type { SubgraphEndpoint } from './subgraph-endpoint.ts';
import { SubgraphReply } from './subgraph-reply.ts';
import { faultError } from './transport-fault.ts';

export interface SendOptions {
  readonly headers?: ForwardedHeaders;
  /** Milliseconds until the request is given up; default: the subgraph's, else the client's. */
  readonly timeout?: number;
  /** The caller never changes the answer, so that requests that share it need not read it once each. */
  readonly readsOnly?: boolean;
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
  /** The same for single subgraphs, by name. */
  readonly timeouts: ReadonlyMap<string, number>;
  /** Bytes of the largest answer that is read, before and after decompression. */
  readonly maxAnswer: number;
  readonly compression: Compression;
  readonly epoch: ReadEpoch;
  /** Equal queries in flight at once are sent once. */
  readonly isSharing: boolean;
}

const noHeaders: ForwardedHeaders = {};

export function startSubgraphClient(options: SubgraphClientOptions): SubgraphClient {
  const { epoch, isSharing, maxAnswer } = options;
  const connections = createEndpointConnections(options.compression);
  const inFlight = createInFlight<ExchangeOutcome>();

  function deliver({ endpoint, headers, body, timeout }: Parcel): Promise<ExchangeOutcome> {
    const { pool, path, isCompressed } = connections.of(endpoint.url);
    const list = isCompressed ? headers.compressed : headers.plain;
    return exchange(pool, { path, headers: list, body }, { timeout, maxAnswer });
  }

  function share(parcel: Parcel): Promise<ExchangeOutcome> {
    const { endpoint, headers, body } = parcel;
    const key = `${epoch.current()}\n${endpoint.name}\n${endpoint.url}\n${headers.key}\n${body}`;
    return inFlight.join(key) ?? inFlight.lead(key, () => deliver(parcel));
  }

  function change(parcel: Parcel): Promise<ExchangeOutcome> {
    return deliver(parcel).finally(() => epoch.advance());
  }

  return {
    send: async (endpoint, request, sending = {}) => {
      const timeout = sending.timeout ?? options.timeouts.get(endpoint.name) ?? options.timeout;
      const headers = sentHeadersOf(sending.headers ?? noHeaders);
      const parcel = { endpoint, headers, body: request.bodyText ?? JSON.stringify(request), timeout };
      const isShared = isSharing && isQuery(request);
      const outcome = await (isShared ? share(parcel) : isQuery(request) ? deliver(parcel) : change(parcel));
      if (!(outcome instanceof SubgraphReply)) throw faultError(endpoint.name, outcome, timeout);
      return isShared && sending.readsOnly ? outcome.readShared(endpoint.name) : outcome.read(endpoint.name);
    },
    stop: () => connections.close(),
  };
}

/** A request with all that its answer may depend on. */
interface Parcel {
  readonly endpoint: SubgraphEndpoint;
  readonly headers: SentHeaders;
  readonly body: string;
  /** Milliseconds. */
  readonly timeout: number;
}

/** Planners begin an operation with its kind; a text that begins otherwise is taken for one that changes something. */
function isQuery({ query }: SubgraphRequest): boolean {
  return /^\s*(?:query\b|\{)/.test(query);
}
