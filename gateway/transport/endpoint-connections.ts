import { Pool } from 'undici';

/** Whether answers are asked for in compressed form; `auto` says yes but for subgraphs on the gateway's own machine. */
export type Compression = 'auto' | 'on' | 'off';

/** What the gateway keeps for one URL. */
export interface EndpointConnection {
  readonly pool: Pool;
  /** With its query string. */
  readonly path: string;
  readonly isCompressed: boolean;
}

export interface EndpointConnections {
  /** URLs are taken apart once: there are as many as there are subgraphs. */
  of(url: string): EndpointConnection;
  /** Lets requests under way end. */
  close(): Promise<void>;
}

/** Enough for a busy gateway; more sockets to one process only queue there instead of here. */
const connectionsPerOrigin = 256;
/** Milliseconds. */
const connectTimeout = 10_000;
const loopback = /^(?:localhost|127(?:\.\d+){3}|\[::1\])$/;

export function createEndpointConnections(compression: Compression): EndpointConnections {
  const pools = new Map<string, Pool>();
  const connections = new Map<string, EndpointConnection>();

  function poolOf(origin: string): Pool {
    const known = pools.get(origin);
    if (known) return known;
    // Every request has one deadline of its own over all that undici would time.
    const timeouts = { connectTimeout, headersTimeout: 0, bodyTimeout: 0 };
    const pool = new Pool(origin, { connections: connectionsPerOrigin, ...timeouts });
    pools.set(origin, pool);
    return pool;
  }

  function connect(url: string): EndpointConnection {
    const { origin, hostname, pathname, search } = new URL(url);
    const isCompressed = compression === 'on' || (compression === 'auto' && !loopback.test(hostname));
    const connection = { pool: poolOf(origin), path: pathname + search, isCompressed };
    connections.set(url, connection);
    return connection;
  }

  return {
    of: (url) => connections.get(url) ?? connect(url),
    close: async () => {
      await Promise.all([...pools.values()].map((pool) => pool.close()));
    },
  };
}
