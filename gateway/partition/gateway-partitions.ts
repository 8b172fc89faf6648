import type { Logger } from '../../shared/telemetry/logger.ts';
import { readSupergraph } from '../supergraph/supergraph.schema.ts';
import { followPartitionFile, type PartitionSource } from './partition.source.ts';
import { assertServable, type OwnPlace } from './partitioned.graph.ts';

export interface PartitionDependencies {
  /** The supergraph whose subgraphs may be partitioned. */
  readonly source: { current(): string };
  readonly logger: Logger;
  readonly own: OwnPlace;
}

/** Undefined without a file. Throws ClientError PARTITIONS_INVALID where it cannot be served. */
export async function startPartitions(
  { source, logger, own }: PartitionDependencies,
  file: string | undefined,
): Promise<PartitionSource | undefined> {
  if (file === undefined) return undefined;
  const subgraphs = () => [...readSupergraph(source.current()).endpoints.values()].map(({ name }) => name);
  return followPartitionFile(
    { logger, check: (table) => assertServable(table, { subgraphs: subgraphs(), own }) },
    file,
  );
}
