import { setTimeout as pause } from 'node:timers/promises';
import type { SubgraphClient } from '../transport/subgraph.client.ts';
import { isJsonObject } from '../transport/subgraph-answer.ts';
import type { SubgraphEndpoint } from '../transport/subgraph-endpoint.ts';
import type { SubgraphSource } from './subgraph-source.ts';

/** A subgraph whose schema could not be had, and why. */
export interface SilentSubgraph {
  readonly endpoint: SubgraphEndpoint;
  readonly reason: string;
}

export interface SdlRound {
  readonly sources: readonly SubgraphSource[];
  readonly silent: readonly SilentSubgraph[];
}

export interface SdlFetcherDependencies {
  readonly client: SubgraphClient;
  readonly signal: AbortSignal;
}

/** Milliseconds: the first pause between two tries, the longest, and how long one try may take. */
const firstPause = 100;
const longestPause = 2_000;
const tryTimeout = 5_000;

/** Asks every subgraph for its schema, and again with growing pauses, until all answered or `deadline` (epoch ms) is over. */
export async function fetchSources(
  dependencies: SdlFetcherDependencies,
  endpoints: readonly SubgraphEndpoint[],
  deadline: number,
): Promise<SdlRound> {
  const rounds = await Promise.all(endpoints.map((endpoint) => fetchUntil(dependencies, endpoint, deadline)));
  return {
    sources: rounds.filter((outcome) => 'sdl' in outcome),
    silent: rounds.filter((outcome) => 'reason' in outcome),
  };
}

async function fetchUntil(
  { client, signal }: SdlFetcherDependencies,
  endpoint: SubgraphEndpoint,
  deadline: number,
): Promise<SubgraphSource | SilentSubgraph> {
  for (let wait = firstPause; ; wait = Math.min(wait * 2, longestPause)) {
    const outcome = await fetchOnce(client, endpoint);
    const left = deadline - Date.now();
    if ('sdl' in outcome || left <= 0 || signal.aborted) return outcome;
    await pause(Math.min(wait, left), undefined, { signal }).catch(() => undefined);
  }
}

async function fetchOnce(client: SubgraphClient, endpoint: SubgraphEndpoint): Promise<SubgraphSource | SilentSubgraph> {
  try {
    const { data, errors } = await client.send(
      endpoint,
      { query: '{ _service { sdl } }' },
      { timeout: tryTimeout, isProbe: true },
    );
    const service = data?.['_service'];
    const sdl = isJsonObject(service) ? service['sdl'] : undefined;
    if (typeof sdl === 'string' && sdl !== '') return { ...endpoint, sdl };
    return {
      endpoint,
      reason: errors?.[0]?.message ?? 'its _service { sdl } is empty, so it is no federation subgraph',
    };
  } catch (error) {
    return { endpoint, reason: (error as Error).message };
  }
}
