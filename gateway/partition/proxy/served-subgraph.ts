import { setTimeout as pause } from 'node:timers/promises';
import { buildSubgraphSchema } from '@apollo/subgraph';
import { parse, visit, type DocumentNode, type GraphQLSchema } from 'graphql';
import { ClientError } from '../../../shared/errors/client-error.ts';
import type { SubgraphClient } from '../../transport/subgraph.client.ts';
import { endpointsOf, type PartitionTable, type SubgraphPartitions } from '../partition.ts';
import { PartitionRouting } from '../partition-routing.ts';
import { fetchSdl } from '../partition-shapes.ts';
import { invalidPartitions } from '../partition-table.ts';

/** The subgraph that a proxy serves, under one version of the partition table. */
export interface ServedSubgraph {
  /** What `_service { sdl }` tells. */
  readonly sdl: string;
  readonly schema: GraphQLSchema;
  readonly routing: PartitionRouting;
}

/** Throws ClientError PARTITIONS_INVALID where `table` has no such subgraph. */
export function entryOf(table: PartitionTable, subgraph: string): SubgraphPartitions {
  const entry = table.get(subgraph);
  if (entry) return entry;
  const known = [...table.keys()].join(', ') || 'none';
  throw invalidPartitions([`The subgraph "${subgraph}" is not in the partition table, which has: ${known}.`]);
}

const tryPause = 500;

/**
 * The schema of the table, else of the default endpoint, else of the first partition that tells it. Throws ClientError
 * SUBGRAPH_UNAVAILABLE where none does until `deadline` (ms of performance.now()), and PARTITIONS_INVALID for a schema
 * that is none of a subgraph.
 */
export async function readServed(
  client: SubgraphClient,
  entry: SubgraphPartitions,
  deadline: number,
): Promise<ServedSubgraph> {
  const sdl = entry.sdl ?? (await askForSdl(client, entry, deadline));
  try {
    const schema = buildSubgraphSchema(withoutMachinery(parse(sdl)));
    const service = schema.getQueryType()?.getFields()['_service'];
    // Not as it would be printed again.
    if (service) service.resolve = () => ({ sdl });
    return { sdl, schema, routing: new PartitionRouting(entry, schema) };
  } catch (error) {
    throw invalidPartitions([`The schema of "${entry.subgraph}" is none of a subgraph: ${(error as Error).message}`]);
  }
}

const machinery = new Set(['_Any', '_Entity', '_Service', '_entities', '_service']);

/** Some servers print federation's own definitions, which are put in by themselves. */
function withoutMachinery(document: DocumentNode): DocumentNode {
  const drop = ({ name }: { readonly name: { readonly value: string } }) =>
    machinery.has(name.value) ? null : undefined;
  return visit(document, {
    FieldDefinition: drop,
    ScalarTypeDefinition: drop,
    UnionTypeDefinition: drop,
    ObjectTypeDefinition: drop,
  });
}

async function askForSdl(client: SubgraphClient, entry: SubgraphPartitions, deadline: number): Promise<string> {
  const { fallback, subgraph } = entry;
  const endpoints = fallback ? [fallback, ...entry.partitions] : endpointsOf(entry);
  for (;;) {
    const told = await Promise.all(endpoints.map(async (each) => each.sdl ?? fetchSdl(client, subgraph, each)));
    const sdl = told.find((each) => each !== undefined);
    if (sdl !== undefined) return sdl;
    if (performance.now() + tryPause > deadline) {
      throw new ClientError(
        'SUBGRAPH_UNAVAILABLE',
        `No partition of "${subgraph}" tells its schema. Start one, correct the URLs, or name a schema in the partition file.`,
        { subgraph },
      );
    }
    await pause(tryPause);
  }
}
