import { unwatchFile, watchFile } from 'node:fs';
import type { Logger } from '../../shared/telemetry/logger.ts';
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

/** Milliseconds between two looks at the file: a look is one stat, and finds changes on every file system. */
const lookInterval = 500;

/** Throws ClientError PARTITIONS_INVALID. A later change that cannot be used is told in the log, and the old table stays. */
export async function followPartitionFile(
  { logger, check }: PartitionFileDependencies,
  file: string,
): Promise<PartitionSource> {
  const listeners = new Set<(table: PartitionTable) => void>();
  let current = await readChecked();
  let reading = Promise.resolve();

  async function readChecked(): Promise<PartitionTable> {
    const table = await readPartitionFile(file);
    check(table);
    return table;
  }

  async function reload(): Promise<void> {
    try {
      current = await readChecked();
      for (const listener of listeners) listener(current);
      logger.info({ file }, 'the partitions have changed');
    } catch (error) {
      logger.error({ file, reason: (error as Error).message }, 'the new partitions are refused; the old ones stay');
    }
  }
  const onLook = (): void => void (reading = reading.then(reload));
  watchFile(file, { interval: lookInterval }, onLook);
  return {
    current: () => current,
    onChange: (listener) => void listeners.add(listener),
    stop: async () => {
      unwatchFile(file, onLook);
      await reading;
    },
  };
}
