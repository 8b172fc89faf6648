import type { Logger } from '../../shared/telemetry/logger.ts';
import { followFile } from '../supergraph/followed-file.ts';
import type { PartitionTable } from './partition.ts';
import { readPartitionFile } from './partition-file.ts';

/** Where the gateway's partition table comes from; it may change while the gateway runs. */
export interface PartitionSource {
  current(): PartitionTable;
  onChange(listener: (table: PartitionTable) => void): void;
  stop(): Promise<void>;
}

export interface PartitionFileDependencies {
  readonly logger: Logger;
  /** Throws ClientError where the table fits the file but cannot be served. */
  readonly check: (table: PartitionTable) => void;
}

/** Throws ClientError PARTITIONS_INVALID. A later change that cannot be used is told in the log, and the old table stays. */
export function followPartitionFile(
  { logger, check }: PartitionFileDependencies,
  file: string,
): Promise<PartitionSource> {
  return followFile(file, {
    read: async () => {
      const table = await readPartitionFile(file);
      check(table);
      return table;
    },
    logger,
    words: {
      changed: 'the partitions have changed',
      refused: 'the new partitions are refused; the old ones stay',
    },
  });
}
