import type { EntityManager } from '../database/open-database.ts';
import { canonicalJson, hashEvent } from './event-hash.ts';
import { EventEntity, type EventRow } from './event.entity.ts';
import { readHead } from './event-head.ts';

/** An event before it has its place in the log. */
export interface NewEvent extends Omit<EventRow, 'sequence' | 'hash' | 'payload'> {
  readonly payload: Readonly<Record<string, unknown>>;
}

/** Rows that go to the database in one statement. */
const insertChunk = 500;

/**
 * Appends to the log in the transaction of `em`. The head row stays locked until that transaction ends, so no reader can
 * pass a sequence that commits later. Call it last: everything after it holds the lock of every writer.
 */
export async function appendEvents(em: EntityManager, events: readonly NewEvent[]): Promise<EventRow[]> {
  if (!em.isInTransaction()) throw new Error('Events are appended in the transaction of the change that they tell of.');
  await em.execute('update event_head set sequence = sequence + ? where id = 1', [events.length]);
  const head = await readHead(em);
  let { hash } = head;
  let sequence = head.sequence - events.length;
  const rows = events.map((event) => {
    sequence += 1;
    const row = { ...event, sequence, payload: canonicalJson(event.payload) };
    hash = hashEvent(hash, row);
    return { ...row, hash };
  });
  for (let start = 0; start < rows.length; start += insertChunk) {
    await em.insertMany(EventEntity, rows.slice(start, start + insertChunk));
  }
  await em.execute('update event_head set hash = ? where id = 1', [hash]);
  return rows;
}
