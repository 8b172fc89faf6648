import { Pool } from 'undici';
import type { Logger } from '../../shared/telemetry/logger.ts';
import { CircuitBreaker } from './circuit-breaker.ts';
import { RetryBudget } from './retry-budget.ts';
import type { SubgraphEndpoint } from './subgraph-endpoint.ts';
import type { TransportClock } from './transport-clock.ts';

/** Whether answers are asked for in compressed form; `auto` says yes but for subgraphs on the gateway's own machine. */
export type Compression = 'auto' | 'on' | 'off';

/** What the gateway keeps for one URL. */
export interface EndpointConnection {
  readonly pool: Pool;
  /** With its query string. */
  readonly path: string;
  readonly isCompressed: boolean;
  /** Undefined where circuit breakers are switched off. */
  readonly breaker: CircuitBreaker | undefined;
  readonly budget: RetryBudget;
}

export interface EndpointConnections {
  /** URLs are taken apart once: there are as many as there are subgraphs. */
  of(endpoint: SubgraphEndpoint): EndpointConnection;
  /** Lets requests under way end. */
  close(): Promise<void>;
}

export interface ConnectionOptions {
  /**
   * The most that are open to one origin at once; what is more waits. Few busy connections cost less than many that fall
   * idle and wake again: 64 take a sixth less of the gateway's time than 256, for a hundred requests at once.
   */
  readonly connections: number;
  readonly compression: Compression;
  readonly hasCircuitBreakers: boolean;
  readonly logger: Pick<Logger, 'warn'>;
  readonly clock: TransportClock;
}

/** Milliseconds. */
const connectTimeout = 10_000;
/** Half of twenty requests or more within ten seconds; tried again each second. */
const breakerOptions = { window: 10_000, leastRequests: 20, failureRate: 0.5, pause: 1_000 };
/** One request more for ten, and two a second where there are few. */
const budgetOptions = { perRequest: 0.1, perSecond: 2, capacity: 20 };
const loopback = /^(?:localhost|127(?:\.\d+){3}|\[::1\])$/;

export function createEndpointConnections(options: ConnectionOptions): EndpointConnections {
  const { connections: most, compression, hasCircuitBreakers, logger, clock } = options;
  const pools = new Map<string, Pool>();
  const connections = new Map<string, EndpointConnection>();

  function poolOf(origin: string): Pool {
    const known = pools.get(origin);
    if (known) return known;
    // Every request has one deadline of its own over all that undici would time.
    const timeouts = { connectTimeout, headersTimeout: 0, bodyTimeout: 0 };
    const pool = new Pool(origin, { connections: most, ...timeouts });
    pools.set(origin, pool);
    return pool;
  }

  function createBreaker({ name, url }: SubgraphEndpoint): CircuitBreaker {
    return new CircuitBreaker(breakerOptions, (state) =>
      logger.warn({ subgraph: name, url, state }, `circuit breaker of a subgraph is ${state}`),
    );
  }

  function connect(endpoint: SubgraphEndpoint): EndpointConnection {
    const { origin, hostname, pathname, search } = new URL(endpoint.url);
    const connection = {
      pool: poolOf(origin),
      path: pathname + search,
      isCompressed: compression === 'on' || (compression === 'auto' && !loopback.test(hostname)),
      breaker: hasCircuitBreakers ? createBreaker(endpoint) : undefined,
      budget: new RetryBudget(budgetOptions, clock.now()),
    };
    connections.set(endpoint.url, connection);
    return connection;
  }

  return {
    of: (endpoint) => connections.get(endpoint.url) ?? connect(endpoint),
    close: async () => {
      await Promise.all([...pools.values()].map((pool) => pool.close()));
    },
  };
}
