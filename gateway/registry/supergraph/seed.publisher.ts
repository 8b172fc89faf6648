import { ClientError } from '../../../shared/errors/client-error.ts';
import type { Logger } from '../../../shared/telemetry/logger.ts';
import type { SubgraphClient } from '../../transport/subgraph.client.ts';
import type { SubgraphEndpoint } from '../../transport/subgraph-endpoint.ts';
import { fetchSources } from '../../supergraph/sdl.fetcher.ts';
import type { Registry } from '../registry.ts';
import { readMembersOf } from '../store/graph.table.ts';
import { readHead } from '../store/registry.database.ts';
import type { RegistryActor } from '../token/registry-token.ts';

/** Who publishes what GATEWAY_SUBGRAPHS names. */
const seeder: RegistryActor = {
  name: 'GATEWAY_SUBGRAPHS',
  isAdmin: true,
  subgraphs: undefined,
  partitions: undefined,
};

export interface SeedDependencies {
  readonly registry: Registry;
  readonly client: SubgraphClient;
  readonly logger: Logger;
  readonly signal: AbortSignal;
}

/**
 * Publishes subgraphs that the configuration names, where the registry does not have them or has them from here. What
 * somebody published otherwise stays. Throws ClientError where they do not compose and nothing is in service yet.
 */
export async function publishSeeds(
  { registry, client, logger, signal }: SeedDependencies,
  seeds: readonly SubgraphEndpoint[],
  deadline: number,
): Promise<void> {
  const em = registry.database.fork();
  const { graphVersion } = await readHead(em);
  const members = await readMembersOf(em, graphVersion);
  const owners = new Map(members.filter(({ codes }) => codes.length === 0).map((one) => [one.subgraph, one.actor]));
  const wanted = seeds.filter(({ name }) => (owners.get(name) ?? seeder.name) === seeder.name);
  if (wanted.length === 0) return;
  const { sources, silent } = await fetchSources({ client, signal }, wanted, deadline);
  for (const { endpoint, reason } of silent) {
    logger.warn({ subgraph: endpoint.name, url: endpoint.url, reason }, 'a subgraph is not published: it is silent');
  }
  if (sources.length === 0) return;
  try {
    await registry.publish(seeder, {
      changes: sources.map(({ name, url, sdl }) => ({ subgraph: name, codes: [], version: { sdl, url } })),
      message: 'as named in GATEWAY_SUBGRAPHS',
      isProbing: false,
      // They are deployed already.
      isForced: true,
    });
  } catch (error) {
    // With a graph in service the gateway starts all the same: through its registry the fault can be mended.
    if (graphVersion === 0 || !(error instanceof ClientError)) throw error;
    logger.error(
      { reason: error.message },
      'what GATEWAY_SUBGRAPHS names is not published; the graph in service stays',
    );
  }
}
