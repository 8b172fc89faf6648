import { defineEntity, p } from '@mikro-orm/core';

/** The one row that everybody who writes to the read model locks first, so that the three followers take turns. */
export const NetworkHeadEntity = defineEntity({
  name: 'NetworkHead',
  tableName: 'network_head',
  properties: {
    id: p.integer().primary().autoincrement(false),
    /** Topic of wake-ups; names this database for ever. */
    logId: p.string().length(36),
    /** Grows with each rebuild: positions of one edition mean nothing in another. */
    edition: p.integer(),
    /** The newest position of `status_change`; 0 where it is empty. */
    position: p.integer(),
  },
});
