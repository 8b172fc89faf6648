import type { GraphQLSchema } from 'graphql';
import { LeastRecentlyUsed } from '../cache/least-recently-used.ts';
import { endpointsOf, type Partition, type SubgraphPartitions } from './partition.ts';
import type { PartitionedOperation } from './partitioned-operation.ts';

/** How the operations on one subgraph find their partitions, as one version of the graph has it. It never changes. */
export class PartitionRouting {
  readonly partitions: SubgraphPartitions;
  /** Tells which arguments of root fields are keys. */
  readonly schema: GraphQLSchema;
  /** Equal for routings that lead to the same endpoints. */
  readonly key: string;
  /** By text; operations come from plans, so that few come often. */
  readonly operations = new LeastRecentlyUsed<PartitionedOperation>(operationCache);
  readonly #byCode = new Map<string, Partition>();
  readonly #lengths: readonly number[];

  constructor(partitions: SubgraphPartitions, schema: GraphQLSchema) {
    this.partitions = partitions;
    this.schema = schema;
    this.key = JSON.stringify(endpointsOf(partitions).map(({ name, url, codes }) => [name, url, codes]));
    for (const partition of partitions.partitions) {
      for (const code of partition.codes) this.#byCode.set(code, partition);
    }
    this.#lengths = [...new Set([...this.#byCode.keys()].map(({ length }) => length))];
  }

  /** Who holds what has this key: the partition of a code with which it begins, else the default endpoint. */
  partitionOf(key: string): Partition | undefined {
    for (const length of this.#lengths) {
      const partition = this.#byCode.get(key.slice(0, length));
      if (partition) return partition;
    }
    return this.partitions.fallback;
  }

  /** Who may hold something of the division of `code` or below it, which may be wider than a partition. */
  partitionsWithin(code: string): readonly Partition[] {
    const exact = this.partitionOf(code);
    if (exact && exact !== this.partitions.fallback) return [exact];
    // The code of a city ends in two zeros, which the codes of its districts do not share.
    const prefix = /^\d{4}00$/.test(code) ? code.slice(0, 4) : code;
    const within = this.partitions.partitions.filter(({ codes }) => codes.some((each) => each.startsWith(prefix)));
    return exact ? [...within, exact] : within;
  }
}

const operationCache = 1_000;
