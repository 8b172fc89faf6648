import type { EntityManager } from '../database/open-database.ts';
import { hashEvent } from './event-hash.ts';
import { EventEntity, type EventRow } from './event.entity.ts';
import { readHead } from './event-head.ts';

/** What was found of a log: where it begins and ends, and the first event that breaks its chain, if any does. */
export interface LogReport {
  /** The oldest event that is kept; those before it were trimmed. */
  readonly first: number;
  /** The newest event of an unbroken chain. */
  readonly last: number;
  /** Of the newest event of an unbroken chain. */
  readonly hash: string;
  readonly fault: LogFault | undefined;
}

export interface LogFault {
  /** Of the first event that is missing, was changed, or should not be there. */
  readonly sequence: number;
  readonly message: string;
}

/** Events that are read in one statement. */
const batchSize = 1_000;

/**
 * Computes the hash of every event anew, from the checkpoint (or the very first event) to the head. Appends may go on
 * meanwhile: what comes after the head that was read at the beginning is not looked at.
 */
export async function verifyLog(em: EntityManager): Promise<LogReport> {
  const [ends] = await em.execute<{ first: number | null; last: number | null }[]>(
    'select min(sequence) as first, max(sequence) as last from event',
  );
  // Read after the events, so that every event that was seen has its place in it.
  const head = await readHead(em);
  const chain = { first: head.oldest, last: head.oldest - 1, hash: head.baseHash };
  const broken = (sequence: number, message: string): LogReport => ({ ...chain, fault: { sequence, message } });
  const first = Number(ends?.first ?? head.oldest);
  if (first < head.oldest)
    return broken(first, `event ${first} is there, but the log was trimmed up to ${head.oldest - 1}`);
  for (let rows = await readBatch(em, chain.last); chain.last < head.sequence; rows = await readBatch(em, chain.last)) {
    if (rows.length === 0) return broken(chain.last + 1, missing(chain.last + 1, head.sequence));
    for (const row of rows) {
      if (chain.last === head.sequence) break;
      const sequence = chain.last + 1;
      if (row.sequence !== sequence) return broken(sequence, missing(sequence, row.sequence - 1));
      if (hashEvent(chain.hash, row) !== row.hash) return broken(sequence, changed(row));
      chain.last = sequence;
      chain.hash = row.hash;
    }
  }
  if (chain.hash !== head.hash) {
    return broken(head.sequence, `the head of the log does not hold the hash of its newest event, ${head.sequence}`);
  }
  const last = Number(ends?.last ?? 0);
  if (last > head.sequence)
    return broken(head.sequence + 1, `event ${last} is there, but the log ends with ${head.sequence}`);
  return { ...chain, fault: undefined };
}

function readBatch(em: EntityManager, after: number): Promise<EventRow[]> {
  return em.find(
    EventEntity,
    { sequence: { $gt: after } },
    { orderBy: { sequence: 'asc' }, limit: batchSize, disableIdentityMap: true },
  );
}

function missing(from: number, to: number): string {
  return from === to ? `event ${from} is missing` : `events ${from} to ${to} are missing`;
}

function changed({ sequence, type, aggregateId, occurredAt }: EventRow): string {
  return `event ${sequence} (${type} of ${aggregateId}, ${occurredAt}) was changed or put in another's place: its hash does not follow from its content and the event before it`;
}
