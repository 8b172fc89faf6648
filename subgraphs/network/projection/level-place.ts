import { createHash } from 'node:crypto';
import type { EntityManager } from '../../../shared/database/open-database.ts';
import type { FeedEndpoint } from '../../../shared/feed/feed-endpoint.ts';
import type { FeedEvent } from '../feed/feed-event.ts';
import { StatusChangeEntity } from '../status-change/status-change.entity.ts';

/** Which feed: that of a level, or of one partition of it. */
export type FeedName = Pick<FeedEndpoint, 'level' | 'partition'>;

/** Where an event stands among those of its level. */
export interface LevelPlace {
  readonly sequence: number;
  /** Covers every event of the level before it. */
  readonly hash: string;
}

export interface CountedEvents {
  readonly events: readonly FeedEvent[];
  /** Events of the level that have been applied before these. */
  readonly counted: number;
}

/**
 * The log of a level that is one is that of its owner. The partitions of a level have logs of their own: their events are
 * counted in the order in which they are met, and chained anew, so that two orders are never taken for one another.
 */
export async function placesOf(
  em: EntityManager,
  { level, partition }: FeedName,
  { events, counted }: CountedEvents,
): Promise<readonly LevelPlace[]> {
  if (partition === undefined) return events.map(({ sequence, hash }) => ({ sequence, hash }));
  const last = await em.findOne(StatusChangeEntity, { level, sequence: counted }, { disableIdentityMap: true });
  let before = last?.hash ?? '';
  return events.map((event, index) => {
    before = createHash('sha256').update(`${before}\n${partition}\n${event.hash}`).digest('hex');
    return { sequence: counted + index + 1, hash: before };
  });
}
