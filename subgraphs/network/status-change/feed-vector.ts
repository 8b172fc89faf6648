import type { EntityManager } from '../../../shared/database/open-database.ts';
import { ClientError } from '../../../shared/errors/client-error.ts';
import { caseLevels, type CaseLevel } from '../../../shared/lifecycle/congress-level.ts';
import type { CursorCodec, CursorValue } from '../../../shared/paging/cursor.ts';
import type { FeedSequences } from '../projection/feed-sequences.ts';
import type { StatusChangeRow } from './status-change.entity.ts';

/**
 * How far a reader has read in the log of one level. The marks name that log: events are chained by their hashes, so
 * that a log with the same mark at the same place is the same log up to there, whatever database it stands in.
 */
export interface FeedPoint {
  /** 0: before the first event. */
  readonly sequence: number;
  /** Of the log's first event; empty where it is not known. */
  readonly origin: string;
  /** Of the event at `sequence`; empty where it is not known. */
  readonly mark: string;
}

/**
 * How far a reader has read, for each level by itself. Other than a position in the unified log it holds after a
 * rebuild too, which may weave the levels together in another order.
 */
export type FeedVector = Readonly<Record<CaseLevel, FeedPoint>>;

/** Hexadecimal digits of a hash that make a mark: 64 bits. */
const markLength = 16;

/** Names the field in cursors and errors. */
export const changeScope = 'suggestionStatusChanged';

export function encodeVector(cursors: CursorCodec, vector: FeedVector): string {
  const values = caseLevels.flatMap((level): CursorValue[] => {
    const { sequence, origin, mark } = vector[level];
    return [sequence, origin, mark];
  });
  return cursors.encode(changeScope, values);
}

/** Throws CURSOR_INVALID. */
export function decodeVector(cursors: CursorCodec, cursor: string): FeedVector {
  const values = cursors.decode(changeScope, cursor);
  const pointOf = (level: CaseLevel): FeedPoint => {
    const [sequence, origin, mark] = values.slice(caseLevels.indexOf(level) * 3);
    return { sequence: Number(sequence), origin: String(origin), mark: String(mark) };
  };
  return { CITY: pointOf('CITY'), DISTRICT: pointOf('DISTRICT'), TOWNSHIP: pointOf('TOWNSHIP') };
}

export function isBeyond(vector: FeedVector, row: StatusChangeRow): boolean {
  return row.sequence > vector[row.level].sequence;
}

/** The vector of a reader that has read `row` as well, whether the row was new to it or not. Throws CURSOR_EXPIRED. */
export function advance(vector: FeedVector, row: StatusChangeRow): FeedVector {
  const point = vector[row.level];
  const rowMark = markOf(row.hash);
  if (row.sequence > point.sequence) {
    const origin = row.sequence === 1 ? rowMark : point.origin;
    return { ...vector, [row.level]: { sequence: row.sequence, origin, mark: rowMark } };
  }
  const origin = row.sequence === 1 ? sameMark(point.origin, rowMark) : point.origin;
  const mark = row.sequence === point.sequence ? sameMark(point.mark, rowMark) : point.mark;
  return { ...vector, [row.level]: { ...point, origin, mark } };
}

/** The vector at the end of the feeds: as far as they are applied, or as far as they are known to go. */
export async function vectorAt(em: EntityManager, sequences: FeedSequences): Promise<FeedVector> {
  const hashes = await readHashes(em, sequences);
  const pointOf = (level: CaseLevel): FeedPoint => {
    const sequence = sequences[level];
    const known = (place: number): string => markOf(hashes.get(`${level} ${place}`) ?? '');
    return { sequence, origin: known(1), mark: known(sequence) };
  };
  return { CITY: pointOf('CITY'), DISTRICT: pointOf('DISTRICT'), TOWNSHIP: pointOf('TOWNSHIP') };
}

/**
 * Holds a client's vector against what the read model has of the logs; what it does not have yet is checked when it
 * passes. Throws CURSOR_EXPIRED where a log was replaced.
 */
export async function assertSameLogs(em: EntityManager, vector: FeedVector): Promise<void> {
  const { CITY, DISTRICT, TOWNSHIP } = vector;
  const hashes = await readHashes(em, {
    CITY: CITY.sequence,
    DISTRICT: DISTRICT.sequence,
    TOWNSHIP: TOWNSHIP.sequence,
  });
  for (const level of caseLevels) {
    const { sequence, origin, mark } = vector[level];
    sameMark(origin, markOf(hashes.get(`${level} 1`) ?? ''));
    sameMark(mark, markOf(hashes.get(`${level} ${sequence}`) ?? ''));
  }
}

/** The hashes of the first event of each level and of the one at its sequence, by level and sequence. */
async function readHashes(em: EntityManager, sequences: FeedSequences): Promise<Map<string, string>> {
  const rows = await em.execute<{ level: string; sequence: number; hash: string }[]>(
    `select level, sequence, hash from status_change
     where ${caseLevels.map(() => '(level = ? and sequence in (1, ?))').join(' or ')}`,
    caseLevels.flatMap((level) => [level, sequences[level]]),
  );
  return new Map(rows.map(({ level, sequence, hash }) => [`${level} ${sequence}`, hash]));
}

function markOf(hash: string): string {
  return hash.slice(0, markLength);
}

/** The one of two marks that is known. */
function sameMark(left: string, right: string): string {
  if (left === '' || right === '' || left === right) return left || right;
  throw new ClientError(
    'CURSOR_EXPIRED',
    `The log of a level was replaced since ${changeScope} gave this cursor. Read the current state, then subscribe without "after".`,
  );
}
