import { endpointsOf, type Partition, type SubgraphPartitions } from './partition.ts';
import type { PartitionFigures } from './partition-meter.ts';

interface Health {
  readonly state: 'up' | 'down';
  readonly reason?: string;
}

export interface PartitionHealth extends Health, Pick<PartitionFigures, 'requests' | 'failures'> {
  readonly name: string;
  /** Milliseconds that a request took on average; 0 before the first. */
  readonly meanTime: number;
}

export interface PartitionProbe {
  readonly ask: (partition: Partition) => Promise<Health>;
  readonly figuresOf: (subgraph: string, partition: string) => PartitionFigures;
}

/** Asks all partitions of a subgraph at once: one that is down takes nothing from the others, so that any one makes it up. */
export async function probePartitions(
  entry: SubgraphPartitions,
  { ask, figuresOf }: PartitionProbe,
): Promise<Health & { readonly partitions: readonly PartitionHealth[] }> {
  const partitions = await Promise.all(
    endpointsOf(entry).map(async (partition): Promise<PartitionHealth> => {
      const { state, reason } = await ask(partition);
      const { requests, failures, time } = figuresOf(entry.subgraph, partition.name);
      const meanTime = requests === 0 ? 0 : Math.round((time / requests) * 10) / 10;
      return { name: partition.name, state, ...(reason !== undefined && { reason }), requests, failures, meanTime };
    }),
  );
  const isUp = partitions.some(({ state }) => state === 'up');
  return isUp ? { state: 'up', partitions } : { state: 'down', reason: 'none of its partitions is up', partitions };
}
