import type { MaybeActor } from '../../../shared/auth/actor.ts';
import type { Database } from '../../../shared/database/open-database.ts';
import type { CaseLevel } from '../../../shared/lifecycle/congress-level.ts';
import type { CursorCodec } from '../../../shared/paging/cursor.ts';
import { closable } from '../../../shared/subgraph/closable.ts';
import { withheldAct } from '../../../shared/suggestion/withheld-event.ts';
import { isVisibleTo } from '../../../shared/suggestion/visibility.ts';
import { readFeedSequences, type FeedSequences } from '../projection/feed-sequences.ts';
import { EditionChangedError, type ChangeLog } from './change-log.ts';
import {
  advance,
  assertSameLogs,
  decodeVector,
  encodeVector,
  isBeyond,
  vectorAt,
  type FeedVector,
} from './feed-vector.ts';
import type { StatusChangeRow } from './status-change.entity.ts';
import { matches, signersOf, type StatusChangeFilter } from './status-change.filter.ts';

export interface ChangeDeps {
  readonly database: Database;
  readonly changes: ChangeLog;
  readonly cursors: CursorCodec;
  /** How far the levels' logs are known to go. */
  readonly goals: () => FeedSequences;
}

export interface ChangeReader {
  readonly actor: MaybeActor;
  readonly signal: AbortSignal;
}

export interface ChangeRequest {
  readonly after?: string | null | undefined;
  readonly filter?: StatusChangeFilter | null | undefined;
}

/** A row and the cursor of a reader that has got it. */
export interface ChangeEvent {
  readonly row: StatusChangeRow;
  readonly cursor: string;
}

/**
 * The changes of all levels from a cursor on, or from now on where there is none. Throws CURSOR_INVALID and
 * CURSOR_EXPIRED, the second one also later, where a log that is being read again proves to be another one.
 */
export async function followChanges(
  deps: ChangeDeps,
  reader: ChangeReader,
  { after, filter }: ChangeRequest,
): Promise<AsyncGenerator<ChangeEvent, void, undefined>> {
  const start = after ? await resumed(deps, after) : await now(deps);
  const isWanted = (row: StatusChangeRow): boolean =>
    row.act !== withheldAct && isVisibleTo(reader.actor, row.toStatus, signersOf(row)) && matches(filter ?? {}, row);

  async function* events(signal: AbortSignal): AsyncGenerator<ChangeEvent, void, undefined> {
    for await (const { row, vector } of beyond(deps.changes, start, signal)) {
      if (isWanted(row)) yield { row, cursor: encodeVector(deps.cursors, vector) };
    }
  }
  return closable(events, reader.signal);
}

/** Where the changes stand now: a reader that goes on from there misses nothing that happens after this was asked. */
export async function currentCursor(deps: ChangeDeps): Promise<string> {
  return encodeVector(deps.cursors, await now(deps));
}

async function resumed({ database, cursors }: ChangeDeps, after: string): Promise<FeedVector> {
  const vector = decodeVector(cursors, after);
  await assertSameLogs(database.fork(), vector);
  return vector;
}

/** What the read model has still to catch up on happened before now. */
async function now({ database, goals }: ChangeDeps): Promise<FeedVector> {
  const em = database.fork();
  const applied = await readFeedSequences(em);
  const known = goals();
  const furthest = (level: CaseLevel): number => Math.max(applied[level], known[level]);
  return vectorAt(em, { CITY: furthest('CITY'), DISTRICT: furthest('DISTRICT'), TOWNSHIP: furthest('TOWNSHIP') });
}

/** Every row beyond the vector, each once, with the vector that has it; goes on through rebuilds. */
async function* beyond(
  changes: ChangeLog,
  start: FeedVector,
  signal: AbortSignal,
): AsyncGenerator<{ row: StatusChangeRow; vector: FeedVector }, void, undefined> {
  let vector = start;
  while (!signal.aborted && !changes.isStopped) {
    const place = await changes.seek(vector);
    try {
      for await (const rows of changes.follow(place, signal)) {
        for (const row of rows) {
          const isNew = isBeyond(vector, row);
          vector = advance(vector, row);
          if (isNew) yield { row, vector };
        }
      }
    } catch (error) {
      if (!(error instanceof EditionChangedError)) throw error;
    }
  }
}
