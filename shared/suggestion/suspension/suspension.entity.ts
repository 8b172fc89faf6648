import { defineEntity, p, type InferEntity } from '@mikro-orm/core';

/** A time in which a deputy may not act as one (暂停执行代表职务), in the congress of one division. */
export const DeputySuspensionEntity = defineEntity({
  name: 'DeputySuspension',
  tableName: 'deputy_suspension',
  properties: {
    divisionCode: p.string().length(12).primary(),
    deputyId: p.string().length(64).primary(),
    /** From 1, for each deputy. */
    position: p.integer().primary().autoincrement(false),
    reason: p.text(),
    suspendedAt: p.string().length(24),
    /** Null as long as it lasts. */
    endedAt: p.string().length(24).nullable(),
    endReason: p.text().nullable(),
  },
});

export type DeputySuspensionRow = InferEntity<typeof DeputySuspensionEntity>;
