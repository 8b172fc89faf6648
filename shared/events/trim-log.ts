import type { SigningKey } from '../auth/signing-key.ts';
import type { Database, EntityManager } from '../database/open-database.ts';
import { inTransaction } from '../database/transaction.ts';
import { ClientError } from '../errors/client-error.ts';
import { readHead } from './event-head.ts';
import { EventEntity, type EventRow } from './event.entity.ts';
import { writeArchive } from './log-archive.ts';
import { verifyLog } from './verify-log.ts';

export interface TrimOptions {
  /** Of the log's database, such as `city`. */
  readonly name: string;
  /** Events of this time and later are kept. */
  readonly before: Date;
  /** Where the events go that are taken out. */
  readonly folder: string;
  /** Signs the archive. */
  readonly key: SigningKey;
}

export interface TrimReport {
  readonly from: number;
  readonly to: number;
  readonly file: string;
}

/** Events of one line of the archive's file at a time. */
const batchSize = 1_000;

/**
 * Takes the oldest events out of a log, up to the first one that is young enough: they go to a signed archive, and the
 * head keeps the hash of the last of them as the checkpoint from which the rest is verified. Undefined where no event is
 * old enough. Throws LOG_BROKEN, and changes nothing, where the chain does not hold.
 */
export async function trimLog(database: Database, options: TrimOptions): Promise<TrimReport | undefined> {
  const em = database.fork();
  const { fault } = await verifyLog(em);
  if (fault)
    throw new ClientError(
      'LOG_BROKEN',
      `The log of ${options.name} is broken, so it is not trimmed: ${fault.message}.`,
    );
  const head = await readHead(em);
  const to = await lastBefore(em, options.before);
  if (to === undefined || to < head.oldest) return undefined;
  const [last] = await em.find(EventEntity, { sequence: to }, { disableIdentityMap: true });
  if (!last) throw new Error(`Event ${to} was there a moment ago.`);
  const { name, folder, key } = options;
  const span = { name, logId: head.logId, from: head.oldest, to, baseHash: head.baseHash, hash: last.hash };
  const file = await writeArchive(folder, span, { rows: readSpan(em, head.oldest, to), key });
  await inTransaction(database, async (own) => {
    await own.execute('update event_head set sequence = sequence where id = 1');
    if ((await readHead(own)).oldest !== head.oldest)
      throw new Error('The log was trimmed by another process meanwhile.');
    await own.execute('delete from event where sequence <= ?', [to]);
    await own.execute('update event_head set oldest = ?, base_hash = ? where id = 1', [to + 1, last.hash]);
  });
  return { from: head.oldest, to, file };
}

/** The event before the first one that is to be kept; clocks of several processes may have given times out of order. */
async function lastBefore(em: EntityManager, before: Date): Promise<number | undefined> {
  const [young] = await em.execute<{ first: number | null }[]>(
    'select min(sequence) as first from event where occurred_at >= ?',
    [before.toISOString()],
  );
  if (young?.first !== null && young?.first !== undefined) return Number(young.first) - 1;
  const [all] = await em.execute<{ last: number | null }[]>('select max(sequence) as last from event');
  return all?.last === null || all?.last === undefined ? undefined : Number(all.last);
}

async function* readSpan(em: EntityManager, from: number, to: number): AsyncGenerator<EventRow[], void, undefined> {
  for (let after = from - 1; after < to;) {
    const rows = await em.find(
      EventEntity,
      { sequence: { $gt: after, $lte: to } },
      { orderBy: { sequence: 'asc' }, limit: batchSize, disableIdentityMap: true },
    );
    after = rows.at(-1)?.sequence ?? to;
    yield rows;
  }
}
