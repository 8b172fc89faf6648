import type { Database } from '../../../shared/database/open-database.ts';
import type { Logger } from '../../../shared/telemetry/logger.ts';
import type { OperationUsage } from '../../engine/operation.usage.ts';
import type { PreparedOperation } from '../../executor/operation.ts';
import type { Registry } from '../registry.ts';
import { hashDocument } from '../store/document.table.ts';
import { forgetUses, writeUses, type OperationUse } from '../store/usage.rows.ts';
import { withoutValues } from './operation-text.ts';

/** Counts operations in memory and writes the counts to the registry, beside the requests. */
export interface UsageRecorder extends OperationUsage {
  /** Writes what was counted; what cannot be written now is kept for the next time. Never rejects. */
  flush(): Promise<void>;
  stop(): Promise<void>;
}

export interface UsageRecorderOptions {
  /** Undefined while the database does not answer. */
  readonly registry: () => Pick<Registry, 'database'> | undefined;
  /** Milliseconds between two writes. */
  readonly interval: number;
  /** Days for which an operation counts after it was seen. */
  readonly checkDays: number;
  readonly logger: Logger;
}

interface Counter {
  readonly operation: PreparedOperation;
  readonly client: string;
  count: number;
}

/** Operations and clients that are counted at once; of more than that nothing is known until the next write. */
const capacity = 5_000;

/** Clients of one operation that are told apart: a name comes from outside, and might be a new one each time. */
const mostClients = 50;
const longestName = 100;
const longestText = 100_000;

export function startUsageRecorder(options: UsageRecorderOptions): UsageRecorder {
  const { registry, interval, checkDays, logger } = options;
  const counters = new WeakMap<PreparedOperation, Map<string | undefined, Counter>>();
  let counted: Counter[] = [];
  let writing = Promise.resolve();
  const forget = dailyForgetting(checkDays);

  function counterOf(operation: PreparedOperation, client: string | undefined): Counter {
    const ofOperation = counters.get(operation) ?? new Map<string | undefined, Counter>();
    counters.set(operation, ofOperation);
    const key = ofOperation.size < mostClients ? client : 'others';
    const known = ofOperation.get(key);
    if (known) return known;
    const counter = { operation, client: (key ?? '').slice(0, longestName), count: 0 };
    ofOperation.set(key, counter);
    return counter;
  }

  async function write(): Promise<void> {
    const open = registry();
    if (!open || counted.length === 0) return;
    const batch = counted.map((counter) => ({ ...counter, counter }));
    counted = [];
    for (const { counter } of batch) counter.count = 0;
    try {
      await forget(open.database);
      await writeUses(open.database, batch.flatMap(useOf));
    } catch (error) {
      logger.warn(
        { reason: (error as Error).message, operations: batch.length },
        'uses of operations are not written yet',
      );
      for (const { counter, count } of batch) add(counter, count);
    }
  }

  function add(counter: Counter, count: number): void {
    if (counter.count === 0) {
      if (counted.length >= capacity) return;
      counted.push(counter);
    }
    counter.count += count;
  }

  const flush = (): Promise<void> => (writing = writing.then(write));
  const timer = setInterval(() => void flush(), interval);
  timer.unref();
  return {
    count: (operation, client) => {
      add(counters.get(operation)?.get(client) ?? counterOf(operation, client), 1);
    },
    flush,
    stop: async () => {
      clearInterval(timer);
      await flush();
    },
  };
}

/** Once a day: a gateway may run for years, and the registry keeps so many operations only. */
function dailyForgetting(days: number): (database: Database) => Promise<void> {
  let doneOn = '';
  return async (database) => {
    const today = new Date().toISOString().slice(0, 10);
    if (today === doneOn) return;
    await forgetUses(database.fork(), new Date(Date.now() - days * 86_400_000));
    doneOn = today;
  };
}

/** None for what asks the gateway for its own schema only. */
function useOf({ operation, client, count }: Readonly<Counter>): OperationUse[] {
  const { text, plannedTexts } = operation;
  if (plannedTexts.length === 0 || text.length > longestText) return [];
  const known = withoutValues(text);
  const name = operation.operation.name?.value.slice(0, 200) ?? null;
  return [{ hash: hashDocument(known), name, text: known, client, count }];
}
