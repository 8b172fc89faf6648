import type { SigningKey } from '../auth/signing-key.ts';
import { createLease } from '../database/lease.ts';
import type { Database } from '../database/open-database.ts';
import { addMonths, beijingDay } from '../lifecycle/calendar-day.ts';
import type { Logger } from '../telemetry/logger.ts';
import { trimLog, type TrimReport } from './trim-log.ts';

export interface RetentionOptions {
  /** Of the log's database, such as `city`. */
  readonly name: string;
  /** For which an event stays at least. */
  readonly months: number;
  /** Where the archives go. */
  readonly folder: string;
  /** Signs them. */
  readonly key: SigningKey;
  readonly clock: () => Date;
  readonly logger: Logger;
  /** Milliseconds between two looks; an hour where it is left out. */
  readonly interval?: number;
}

/** Moves what is too old out of a log by itself. */
export interface LogRetention {
  /** Ends the trimming that is under way. */
  stop(): Promise<void>;
}

const hour = 3_600_000;

/** Milliseconds from the start to the first look: the service answers first. */
const firstLook = 1_000;

/**
 * Trims the log by itself, in whole months, so that there is one archive a month and not one an hour. Of several
 * processes one does it; a trimming that fails changes nothing, is said in the log, and is tried again.
 */
export function startLogRetention(database: Database, options: RetentionOptions): LogRetention {
  const { interval = hour, logger, name } = options;
  const lease = createLease(database, 'retention', 3 * interval);
  let isStopped = false;
  let timer: NodeJS.Timeout | undefined;
  let trimming: Promise<void> = Promise.resolve();

  async function look(): Promise<void> {
    try {
      if (!(await lease.acquire())) return;
      const trimmed = await trimOldMonths(database, options);
      if (trimmed) logger.info({ ...trimmed }, `the log of ${name} was trimmed`);
    } catch (error) {
      logger.error({ err: error }, `the log of ${name} was not trimmed; it is tried again`);
    }
  }

  function wait(span: number): void {
    timer = setTimeout(() => {
      trimming = look().finally(() => {
        if (!isStopped) wait(interval);
      });
    }, span).unref();
  }

  wait(Math.min(firstLook, interval));
  return {
    async stop() {
      isStopped = true;
      clearTimeout(timer);
      await trimming;
      await lease.release().catch((error: unknown) => {
        logger.warn(
          { err: error },
          'the charge of the trimming was not given back; another process has it when it ends',
        );
      });
    },
  };
}

/** Looks at the oldest event before the whole log is verified, which is most often all that there is to do. */
async function trimOldMonths(
  database: Database,
  { name, months, folder, key, clock }: RetentionOptions,
): Promise<TrimReport | undefined> {
  const firstOfMonth = `${beijingDay(clock()).slice(0, 7)}-01`;
  const before = new Date(`${addMonths(firstOfMonth, -months)}T00:00:00+08:00`);
  const [oldest] = await database
    .fork()
    .execute<{ occurred_at: string }[]>('select occurred_at from event order by sequence limit 1');
  if (!oldest || oldest.occurred_at >= before.toISOString()) return undefined;
  return trimLog(database, { name, before, folder, key });
}
