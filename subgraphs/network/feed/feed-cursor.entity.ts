import { defineEntity, p } from '@mikro-orm/core';
import type { CaseLevel } from '../../../shared/lifecycle/congress-level.ts';

/** How far a level's feed has been applied; a level without a row is read from its first event. */
export const FeedCursorEntity = defineEntity({
  name: 'FeedCursor',
  tableName: 'feed_cursor',
  properties: {
    level: p.string().length(12).primary().$type<CaseLevel>(),
    /** The feed's own cursor of the last event that was applied: `after` of the next connection. */
    lastCursor: p.text(),
    sequence: p.integer(),
  },
});
