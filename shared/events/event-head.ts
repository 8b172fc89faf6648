import { randomUUID } from 'node:crypto';
import type { EntityManager } from '../database/open-database.ts';
import { genesisHash } from './genesis-hash.ts';

export interface EventHead {
  readonly logId: string;
  /** The newest sequence; 0 where the log is empty. */
  readonly sequence: number;
  readonly hash: string;
  /** The oldest sequence that is still kept. */
  readonly oldest: number;
  /** Of the event before the oldest one. */
  readonly baseHash: string;
}

export async function readHead(em: EntityManager): Promise<EventHead> {
  const [row] = await em.execute<
    { log_id: string; sequence: number; hash: string; oldest: number; base_hash: string }[]
  >('select log_id, sequence, hash, oldest, base_hash from event_head where id = 1');
  if (!row) throw new Error('The event log has no head row: its database was not opened by openEventLog.');
  const { log_id: logId, hash, base_hash: baseHash } = row;
  return { logId, hash, baseHash, sequence: Number(row.sequence), oldest: Number(row.oldest) };
}

/** Gives a new database its head row; leaves an existing one alone. */
export async function ensureHead(em: EntityManager): Promise<void> {
  const existing = await em.execute<unknown[]>('select id from event_head where id = 1');
  if (existing.length > 0) return;
  try {
    await em.execute(
      'insert into event_head (id, log_id, sequence, hash, oldest, base_hash) values (1, ?, 0, ?, 1, ?)',
      [randomUUID(), genesisHash, genesisHash],
    );
  } catch (error) {
    // Another process of the same level may have been first; then its row counts.
    const rows = await em.execute<unknown[]>('select id from event_head where id = 1');
    if (rows.length === 0) throw error;
  }
}
