/** One endpoint of a subgraph that many owners serve: the divisions of `codes`, and all that lies in them. */
export interface Partition {
  /** Names it in errors, logs and cursors; among the partitions of one subgraph it stands once. */
  readonly name: string;
  /** Of its GraphQL endpoint. */
  readonly url: string;
  /** Division codes of 6, 9 or 12 digits; none for the default endpoint. */
  readonly codes: readonly string[];
  /** Federation SDL of what it serves, where that is known beforehand; else it is asked for it. */
  readonly sdl?: string | undefined;
  /** Milliseconds until a request to it is given up; undefined: as for its subgraph. */
  readonly timeout?: number | undefined;
}

/** Who serves which divisions of one subgraph. */
export interface SubgraphPartitions {
  readonly subgraph: string;
  readonly partitions: readonly Partition[];
  /** Takes what no partition covers, and root fields without a division; undefined: these are errors. */
  readonly fallback: Partition | undefined;
  /** The federation SDL that the partitions serve together, where it is known beforehand. */
  readonly sdl?: string | undefined;
}

/** By the subgraph's name. It never changes: another table takes its place. */
export type PartitionTable = ReadonlyMap<string, SubgraphPartitions>;

export const noPartitions: PartitionTable = new Map();

/** The name of a subgraph's default endpoint among its partitions. */
export const fallbackName = 'default';

/** All endpoints of a subgraph, the default one last. */
export function endpointsOf({ partitions, fallback }: SubgraphPartitions): readonly Partition[] {
  return fallback ? [...partitions, fallback] : partitions;
}
