import type { Logger } from '../../shared/telemetry/logger.ts';
import { createInFlight } from '../cache/in-flight.ts';
import type { ReadEpoch } from '../cache/read-epoch.ts';
import { deliver, type DeliveryOptions } from './delivery.ts';
import { createEndpointConnections, type Compression } from './endpoint-connections.ts';
import type { ExchangeOutcome } from './exchange.ts';
import { sentHeadersOf, type ForwardedHeaders, type SentHeaders } from './forwarded-headers.ts';
import type { SubgraphAnswer, SubgraphRequest } from './subgraph-answer.ts';
import type { SubgraphEndpoint } from './subgraph-endpoint.ts';
import { SubgraphReply } from './subgraph-reply.ts';
import { systemClock, type TransportClock } from './transport-clock.ts';
import { faultError, type TransportFault } from './transport-fault.ts';

export interface SendOptions {
  readonly headers?: ForwardedHeaders;
  /** Milliseconds until the request is given up; default: the subgraph's, else the client's. */
  readonly timeout?: number;
  /** When whoever asks no longer waits, in milliseconds of the client's clock; default: never. */
  readonly deadline?: number | undefined;
  /** The answer may not be older than the request: it joins no other that is in flight. */
  readonly isFresh?: boolean;
  /** Asks how the subgraph is right now: sent once, alone, and past its circuit breaker. */
  readonly isProbe?: boolean;
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
  /** The most that are open at once to subgraphs of one origin. */
  readonly connections: number;
  /** Bytes of the largest answer that is read, before and after decompression. */
  readonly maxAnswer: number;
  readonly compression: Compression;
  /** The most times that a query is sent again after a fault that may pass. */
  readonly retries: number;
  readonly hasCircuitBreakers: boolean;
  readonly epoch: ReadEpoch;
  /** Equal queries in flight at once are sent once. */
  readonly isSharing: boolean;
  readonly logger: Pick<Logger, 'warn'>;
  /** Default: the system's. */
  readonly clock?: TransportClock;
}

const noHeaders: ForwardedHeaders = {};

export function startSubgraphClient(options: SubgraphClientOptions): SubgraphClient {
  const { epoch, maxAnswer, clock = systemClock } = options;
  const connections = createEndpointConnections({ ...options, clock });
  const inFlight = createInFlight<ExchangeOutcome>();

  function send({ endpoint, headers, body, ...delivery }: Parcel): Promise<ExchangeOutcome> {
    const connection = connections.of(endpoint);
    const list = connection.isCompressed ? headers.compressed : headers.plain;
    return deliver(connection, { path: connection.path, headers: list, body }, { ...delivery, maxAnswer, clock });
  }

  function share(parcel: Parcel): Promise<ExchangeOutcome> {
    const { endpoint, headers, body } = parcel;
    const key = `${epoch.current()}\n${endpoint.name}\n${endpoint.url}\n${headers.key}\n${body}`;
    return inFlight.join(key) ?? inFlight.lead(key, () => send(parcel));
  }

  return {
    send: async (endpoint, request, sending = {}) => {
      const { name } = endpoint;
      const { isFresh = false, isProbe = false } = sending;
      const { timeout = options.timeouts.get(name) ?? options.timeout } = sending;
      const isRead = isQuery(request);
      const isShared = options.isSharing && isRead && !isFresh && !isProbe;
      const parcel: Parcel = {
        endpoint,
        headers: sentHeadersOf(sending.headers ?? noHeaders),
        body: request.bodyText ?? JSON.stringify(request),
        timeout,
        retries: isRead && !isProbe ? options.retries : 0,
        isProbe,
      };
      const left = sending.deadline === undefined ? timeout : sending.deadline - clock.now();
      if (left <= 0) throw faultError(name, late, timeout);
      const sent = isShared ? share(parcel) : send(parcel);
      const outcome = await (left < timeout ? within(sent, left) : sent);
      if (!isRead) epoch.advance();
      if (!(outcome instanceof SubgraphReply)) throw faultError(name, outcome, timeout);
      return outcome.read(name);
    },
    stop: () => connections.close(),
  };
}

/** A request with all that its answer may depend on, and how it is sent. */
interface Parcel extends Pick<DeliveryOptions, 'timeout' | 'retries' | 'isProbe'> {
  readonly endpoint: SubgraphEndpoint;
  readonly headers: SentHeaders;
  readonly body: string;
}

const late: TransportFault = { kind: 'late' };

/** The request goes on: others may wait for it too, and its endpoint is not to blame for who came late. */
function within(outcome: Promise<ExchangeOutcome>, milliseconds: number): Promise<ExchangeOutcome> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(resolve, milliseconds, late);
    outcome.then(resolve, reject).finally(() => clearTimeout(timer));
  });
}

/** Planners begin an operation with its kind; a text that begins otherwise is taken for one that changes something. */
function isQuery({ query }: SubgraphRequest): boolean {
  return /^\s*(?:query\b|\{)/.test(query);
}
