import type { Database, EntityManager } from '../../../shared/database/open-database.ts';
import { createLogTail, type LogTail, type TailOptions } from '../../../shared/events/log-tail.ts';
import { caseLevels } from '../../../shared/lifecycle/congress-level.ts';
import { readHead } from '../projection/network-head.ts';
import type { FeedVector } from './feed-vector.ts';
import type { StatusChangeRow } from './status-change.entity.ts';
import { toStatusChange, type StatusChangeColumns } from './status-change.rows.ts';

/** A place in the unified log; it means nothing in another edition. */
export interface ChangePlace {
  readonly edition: number;
  /** Everything after it is to be read. */
  readonly position: number;
}

/** The read model was rebuilt: positions of the edition before mean nothing any more. */
export class EditionChangedError extends Error {
  override readonly name = 'EditionChangedError';
}

/** The unified log, with one reader for all its followers. */
export interface ChangeLog {
  /** Where to begin so that no row beyond the vector is missed. */
  seek(vector: FeedVector): Promise<ChangePlace>;
  /**
   * All rows after the place, then each new one. Where the read model was rebuilt it ends or throws EditionChangedError:
   * then the reader seeks anew.
   */
  follow(place: ChangePlace, signal: AbortSignal): AsyncGenerator<StatusChangeRow[], void, undefined>;
  /** Tells followers, of other processes too, that rows have been added. */
  wake(): void;
  stop(): void;
  readonly isStopped: boolean;
}

export async function openChangeLog(database: Database, options: TailOptions): Promise<ChangeLog> {
  const { logId } = await readHead(database.fork());
  let current: { readonly edition: number; readonly tail: LogTail<StatusChangeRow> } | undefined;
  let isStopped = false;

  function tailOf(edition: number): LogTail<StatusChangeRow> {
    if (current?.edition === edition) return current.tail;
    current?.tail.stop();
    const log = {
      id: logId,
      read: (after: number, limit: number) => read({ edition, position: after }, limit),
      positionOf: (row: StatusChangeRow) => row.position,
    };
    current = { edition, tail: createLogTail(log, options) };
    return current.tail;
  }

  async function read(place: ChangePlace, limit: number): Promise<StatusChangeRow[]> {
    try {
      return await readChanges(database.fork(), place, limit);
    } catch (error) {
      // Followers that wait for news are ended with their tail: they seek anew, as those do that read for themselves.
      if (error instanceof EditionChangedError && current?.edition === place.edition) {
        current.tail.stop();
        current = undefined;
      }
      throw error;
    }
  }

  return {
    seek: (vector) => seek(database.fork(), vector),
    async *follow({ edition, position }, signal) {
      yield* tailOf(edition).follow(position, signal);
    },
    wake: () => options.bus.notify(logId),
    stop() {
      isStopped = true;
      current?.tail.stop();
    },
    get isStopped() {
      return isStopped;
    },
  };
}

/** One statement, so that the edition and the positions belong together. */
async function seek(em: EntityManager, vector: FeedVector): Promise<ChangePlace> {
  const first = `(select position from status_change where level = ? and sequence > ? order by sequence limit 1)`;
  const [row] = await em.execute<Record<string, number | null>[]>(
    `select edition, position, ${caseLevels.map((level) => `${first} as first_${level}`).join(', ')}
     from network_head where id = 1`,
    caseLevels.flatMap((level) => [level, vector[level].sequence]),
  );
  if (!row) throw new Error('The read model has no head row.');
  const firsts = caseLevels.flatMap((level) => row[`first_${level}`] ?? []).map(Number);
  const position = firsts.length > 0 ? Math.min(...firsts) - 1 : Number(row['position']);
  return { edition: Number(row['edition']), position };
}

/** Positions are dense, so that a span of them is a page. */
async function readChanges(em: EntityManager, place: ChangePlace, limit: number): Promise<StatusChangeRow[]> {
  const rows = await em.execute<(StatusChangeColumns & { head_edition: number })[]>(
    `select head.edition as head_edition, status_change.* from network_head head
     left join status_change on status_change.position > ? and status_change.position <= ?
     where head.id = 1 order by status_change.position`,
    [place.position, place.position + limit],
  );
  if (Number(rows[0]?.head_edition) !== place.edition) throw new EditionChangedError('The read model was rebuilt.');
  return rows.filter(({ position }) => position !== null).map(toStatusChange);
}
