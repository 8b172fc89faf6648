import { defineEntity, p } from '@mikro-orm/core';

/** Work of which one process at a time has charge, such as the clock of a level. */
export const LeaseEntity = defineEntity({
  name: 'Lease',
  tableName: 'lease',
  properties: {
    name: p.string().length(64).primary(),
    /** The process that has it. */
    holder: p.string().length(36),
    /** Milliseconds since the epoch, by the database's own clock: those of the machines may differ. */
    expiresAt: p.bigint('number'),
  },
});
