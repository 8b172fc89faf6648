import type { EntityManager } from '../../../shared/database/open-database.ts';
import type { FeedEndpoint } from '../../../shared/feed/feed-endpoint.ts';
import type { CaseLevel } from '../../../shared/lifecycle/congress-level.ts';
import { FeedCursorEntity } from '../feed/feed-cursor.entity.ts';

/** Names a feed in the read model: its level, or `D/230103` for a partition of the districts. */
export function feedKey({ level, partition }: Pick<FeedEndpoint, 'level' | 'partition'>): string {
  return partition === undefined ? level : `${level.slice(0, 1)}/${partition}`;
}

/** A number of each level's log: how far its feed has been applied, or how far it goes. */
export type FeedSequences = Readonly<Record<CaseLevel, number>>;

export async function readFeedSequences(em: EntityManager): Promise<FeedSequences> {
  const rows = await em.find(FeedCursorEntity, {}, { disableIdentityMap: true });
  const sequenceOf = (level: CaseLevel): number => rows.find((row) => row.level === level)?.sequence ?? 0;
  return { CITY: sequenceOf('CITY'), DISTRICT: sequenceOf('DISTRICT'), TOWNSHIP: sequenceOf('TOWNSHIP') };
}

/** How far every feed has been applied, by its key. */
export async function readFeedProgress(em: EntityManager): Promise<ReadonlyMap<string, number>> {
  const rows = await em.find(FeedCursorEntity, {}, { disableIdentityMap: true });
  return new Map(rows.map(({ level, sequence }) => [level, sequence]));
}

/** Where a feed goes on; no cursor before its first event. */
export interface FeedPosition {
  readonly cursor: string | undefined;
  readonly sequence: number;
}

export async function readFeedPosition(em: EntityManager, key: string): Promise<FeedPosition> {
  const row = await em.findOne(FeedCursorEntity, { level: key }, { disableIdentityMap: true });
  return { cursor: row?.lastCursor, sequence: row?.sequence ?? 0 };
}
