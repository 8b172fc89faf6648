import { hostname, networkInterfaces } from 'node:os';
import type { SubgraphEndpoint } from '../transport/subgraph-endpoint.ts';
import type { GraphQLSchema } from 'graphql';
import { endpointsOf, noPartitions, type PartitionTable } from './partition.ts';
import { PartitionRouting } from './partition-routing.ts';
import { invalidPartitions } from './partition-table.ts';

interface EndpointGraph {
  readonly apiSchema: GraphQLSchema;
  /** By the name in plans. */
  readonly endpoints: ReadonlyMap<string, SubgraphEndpoint>;
}

/** The graph with the endpoints of `table`, whatever endpoints it had; its plans stay. */
export function withPartitions<Graph extends EndpointGraph>(graph: Graph, table: PartitionTable): Graph {
  const isPartitioned = [...graph.endpoints.values()].some(({ routing }) => routing);
  if (table === noPartitions && !isPartitioned) return graph;
  const endpoints = [...graph.endpoints].map(([key, { name, url }]): [string, SubgraphEndpoint] => {
    const partitions = table.get(name);
    return [
      key,
      partitions ? { name, url, routing: new PartitionRouting(partitions, graph.apiSchema) } : { name, url },
    ];
  });
  return { ...graph, endpoints: new Map(endpoints) };
}

/** Where this very server answers; port 0 is not known yet. */
export interface OwnPlace {
  port: number;
  readonly path: string;
}

export interface ServingPlace {
  /** Subgraphs that there are. */
  readonly subgraphs: readonly string[];
  readonly own: OwnPlace;
}

/** Throws ClientError PARTITIONS_INVALID where the table names a subgraph that is not there, or leads back here. */
export function assertServable(table: PartitionTable, { subgraphs, own }: ServingPlace): void {
  const faults = [...table.values()].flatMap((entry) => {
    const isUnknown = !subgraphs.includes(entry.subgraph);
    const known = `The subgraph "${entry.subgraph}" is not in the supergraph, which has: ${subgraphs.join(', ')}.`;
    const back = endpointsOf(entry).filter(({ url }) => leadsTo(url, own));
    return [
      ...(isUnknown ? [known] : []),
      ...back.map(({ name, url }) => `Partition "${name}" of "${entry.subgraph}" leads back to this server: ${url}.`),
    ];
  });
  if (faults.length > 0) throw invalidPartitions(faults);
}

function leadsTo(url: string, own: OwnPlace): boolean {
  const { hostname: host, port, protocol, pathname } = new URL(url);
  const number = Number(port) || (protocol === 'https:' ? 443 : 80);
  return number === own.port && pathname === own.path && isOwnHost(host.replace(/^\[|\]$/g, ''));
}

function isOwnHost(host: string): boolean {
  if (/^(?:localhost|127(?:\.\d+){3}|::1|0\.0\.0\.0|::)$/.test(host) || host === hostname()) return true;
  return Object.values(networkInterfaces()).some((list) => list?.some(({ address }) => address === host));
}
