import { defineEntity, p } from '@mikro-orm/core';

/**
 * How far a feed has been applied; one without a row is read from its first event. A level of several partitions has a row
 * for each of their feeds, and one of its own that counts the events of all of them.
 */
export const FeedCursorEntity = defineEntity({
  name: 'FeedCursor',
  tableName: 'feed_cursor',
  properties: {
    /** See `feedKey`. */
    level: p.string().length(12).primary(),
    /** The feed's own cursor of the last event that was applied: `after` of the next connection. */
    lastCursor: p.text(),
    sequence: p.integer(),
  },
});
