import { defineEntity, p, type InferEntity } from '@mikro-orm/core';
import type { Role } from '../../../shared/auth/role.ts';
import type { CaseLevel } from '../../../shared/lifecycle/congress-level.ts';
import type { SuggestionStatus } from '../../../shared/lifecycle/suggestion-status.ts';

/** The events of all levels in one total order: the unified log behind `suggestionStatusChanged`. */
export const StatusChangeEntity = defineEntity({
  name: 'StatusChange',
  tableName: 'status_change',
  properties: {
    /** Dense, from 1, in the order in which events were applied; a rebuild may number them anew. */
    position: p.integer().primary().autoincrement(false),
    level: p.string().length(12).$type<CaseLevel>(),
    /** Place in the log of its level. */
    sequence: p.integer(),
    /** Of the level's event: it covers every event before it, so that two logs that agree here agree up to here. */
    hash: p.string().length(64),
    /** How far each feed was when this row was written, the row itself included. */
    citySequence: p.integer(),
    districtSequence: p.integer(),
    townshipSequence: p.integer(),
    suggestionId: p.string().length(64),
    divisionCode: p.string().length(12),
    stationId: p.string().length(64).nullable(),
    /** The signers' ids with commas between. */
    deputyIds: p.text(),
    act: p.string().length(32),
    fromStatus: p.string().length(32).nullable().$type<SuggestionStatus>(),
    toStatus: p.string().length(32).$type<SuggestionStatus>(),
    actorRole: p.string().length(32).$type<Role>(),
    organ: p.string().length(100).nullable(),
    occurredAt: p.string().length(24),
  },
  uniques: [{ name: 'status_change_sequence_unique', properties: ['level', 'sequence'] }],
});

export type StatusChangeRow = InferEntity<typeof StatusChangeEntity>;
