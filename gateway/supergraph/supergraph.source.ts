import { join } from 'node:path';
import { ClientError } from '../../shared/errors/client-error.ts';
import type { Logger } from '../../shared/telemetry/logger.ts';
import type { SubgraphClient } from '../transport/subgraph.client.ts';
import type { SubgraphEndpoint } from '../transport/subgraph-endpoint.ts';
import { composeOnThread } from './composition-thread.ts';
import { fetchSources, type SdlRound, type SilentSubgraph } from './sdl.fetcher.ts';
import type { SubgraphSource } from './subgraph-source.ts';
import { createSupergraphStore, hashSources, isSameList, type SupergraphStore } from './supergraph.store.ts';

export interface SupergraphSourceOptions {
  readonly subgraphs: readonly SubgraphEndpoint[];
  /** The last good supergraph is kept in `gateway/supergraph.graphql` under it. */
  readonly dataDirectory: string;
  /** Milliseconds that subgraphs have to answer when the gateway starts. */
  readonly startupTimeout: number;
}

export interface SupergraphSourceDependencies {
  readonly client: SubgraphClient;
  readonly logger: Logger;
}

/** Where the gateway's supergraph comes from; it changes while the gateway runs. */
export interface SupergraphSource {
  current(): string;
  onChange(listener: (supergraphSdl: string) => void): void;
  stop(): Promise<void>;
}

/** Milliseconds that one background round waits for subgraphs which were silent at start. */
const backgroundRound = 5_000;

/**
 * Throws ClientError SUBGRAPH_UNAVAILABLE where subgraphs stay silent and no supergraph of the same list is stored, and
 * CompositionError where they answer but do not fit together.
 */
export async function startSupergraphSource(
  dependencies: SupergraphSourceDependencies,
  options: SupergraphSourceOptions,
): Promise<SupergraphSource> {
  const store = createSupergraphStore(join(options.dataDirectory, 'gateway', 'supergraph.graphql'));
  const stopping = new AbortController();
  const listeners = new Set<(supergraphSdl: string) => void>();
  const fetching = { client: dependencies.client, signal: stopping.signal };
  const fetchAll = (deadline: number) => fetchSources(fetching, options.subgraphs, deadline);

  const round = await fetchAll(Date.now() + options.startupTimeout);
  let current = round.silent.length === 0 ? await compose(store, round.sources) : await lastGood(store, options, round);

  async function completeLater(): Promise<void> {
    const later = await waitForAll(fetchAll, stopping.signal);
    if (!later) return;
    const supergraphSdl = await compose(store, later);
    if (supergraphSdl === current) return;
    current = supergraphSdl;
    for (const listener of listeners) listener(supergraphSdl);
  }

  let background = Promise.resolve();
  if (round.silent.length > 0) {
    dependencies.logger.warn(
      { silent: round.silent.map(({ endpoint }) => endpoint.name) },
      `started from the last good supergraph: ${describeSilence(round.silent)}`,
    );
    background = completeLater().catch((error: unknown) => {
      dependencies.logger.error({ err: error }, 'the subgraphs all answer now but the last good supergraph stays');
    });
  }
  return {
    current: () => current,
    onChange: (listener) => void listeners.add(listener),
    stop: async () => {
      stopping.abort();
      await background;
    },
  };
}

/** The stored supergraph where it was made of the very same schemas, else a new one, which is stored. */
async function compose(store: SupergraphStore, sources: readonly SubgraphSource[]): Promise<string> {
  const sourceHash = hashSources(sources);
  const stored = await store.read();
  if (stored?.sourceHash === sourceHash) return stored.supergraphSdl;
  const supergraphSdl = await composeOnThread(sources);
  await store.write({ supergraphSdl, sourceHash, subgraphs: sources.map(({ name, url }) => ({ name, url })) });
  return supergraphSdl;
}

async function lastGood(store: SupergraphStore, options: SupergraphSourceOptions, round: SdlRound): Promise<string> {
  const stored = await store.read();
  if (stored && isSameList(stored.subgraphs, options.subgraphs)) return stored.supergraphSdl;
  throw new ClientError(
    'SUBGRAPH_UNAVAILABLE',
    `The gateway has no supergraph to start from: ${describeSilence(round.silent)}. ` +
      'Start these subgraphs, or correct their URLs in GATEWAY_SUBGRAPHS.',
    { subgraphs: round.silent.map(({ endpoint }) => endpoint.name) },
  );
}

/** Undefined where `signal` ended the wait. */
async function waitForAll(
  fetchAll: (deadline: number) => Promise<SdlRound>,
  signal: AbortSignal,
): Promise<readonly SubgraphSource[] | undefined> {
  while (!signal.aborted) {
    const { sources, silent } = await fetchAll(Date.now() + backgroundRound);
    if (silent.length === 0) return sources;
  }
  return undefined;
}

function describeSilence(silent: readonly SilentSubgraph[]): string {
  return silent.map(({ endpoint, reason }) => `${endpoint.name} at ${endpoint.url} (${reason})`).join('; ');
}
