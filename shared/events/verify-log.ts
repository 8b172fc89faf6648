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

/** Holds what stands beside the log to some of its events, in their order; gives the first event that it does not fit. */
export type EventHold = (em: EntityManager, events: readonly EventRow[]) => Promise<LogFault | undefined>;

/** Events that are read in one statement. */
const batchSize = 1_000;

/**
 * Computes the hash of every event anew, from the checkpoint (or the very first event) to the head. Appends may go on
 * meanwhile: what comes after the head that was read at the beginning is not looked at. Events whose hashes hold are
 * given to `hold`.
 */
export async function verifyLog(em: EntityManager, hold?: EventHold): Promise<LogReport> {
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
    const fault = followChain(chain, rows, head.sequence);
    const sound = rows.filter(({ sequence }) => sequence <= chain.last);
    // What does not fit a sound event comes before the event that breaks the chain.
    const earliest = (await hold?.(em, sound)) ?? fault;
    if (earliest) return { ...chain, fault: earliest };
  }
  if (chain.hash !== head.hash) {
    return broken(head.sequence, `the head of the log does not hold the hash of its newest event, ${head.sequence}`);
  }
  const last = Number(ends?.last ?? 0);
  if (last > head.sequence)
    return broken(head.sequence + 1, `event ${last} is there, but the log ends with ${head.sequence}`);
  return { ...chain, fault: undefined };
}

/** Moves the end of the chain on through `rows`, up to the event `end`; gives the first one that breaks it. */
function followChain(
  chain: { last: number; hash: string },
  rows: readonly EventRow[],
  end: number,
): LogFault | undefined {
  for (const row of rows) {
    if (chain.last === end) return undefined;
    const sequence = chain.last + 1;
    if (row.sequence !== sequence) return { sequence, message: missing(sequence, row.sequence - 1) };
    if (hashEvent(chain.hash, row) !== row.hash) return { sequence, message: changed(row) };
    chain.last = sequence;
    chain.hash = row.hash;
  }
  return undefined;
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
