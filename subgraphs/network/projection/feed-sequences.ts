import type { EntityManager } from '../../../shared/database/open-database.ts';
import type { CaseLevel } from '../../../shared/lifecycle/congress-level.ts';
import { FeedCursorEntity } from '../feed/feed-cursor.entity.ts';

/** A number of each level's log: how far its feed has been applied, or how far it goes. */
export type FeedSequences = Readonly<Record<CaseLevel, number>>;

export async function readFeedSequences(em: EntityManager): Promise<FeedSequences> {
  const rows = await em.find(FeedCursorEntity, {}, { disableIdentityMap: true });
  const sequenceOf = (level: CaseLevel): number => rows.find((row) => row.level === level)?.sequence ?? 0;
  return { CITY: sequenceOf('CITY'), DISTRICT: sequenceOf('DISTRICT'), TOWNSHIP: sequenceOf('TOWNSHIP') };
}

/** Where a level's feed goes on; no cursor before its first event. */
export interface FeedPosition {
  readonly cursor: string | undefined;
  readonly sequence: number;
}

export async function readFeedPosition(em: EntityManager, level: CaseLevel): Promise<FeedPosition> {
  const row = await em.findOne(FeedCursorEntity, { level }, { disableIdentityMap: true });
  return { cursor: row?.lastCursor, sequence: row?.sequence ?? 0 };
}
