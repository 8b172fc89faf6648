import { defineEntity, p, type InferEntity } from '@mikro-orm/core';
import { genesisHash } from './genesis-hash.ts';

/**
 * One line of a database's log. Times are ISO 8601 in UTC with milliseconds, kept as text so that every dialect sorts
 * and hashes them alike. Nothing personal stands here: actors by role and organ, deputies by their public id.
 */
export const EventEntity = defineEntity({
  name: 'Event',
  tableName: 'event',
  properties: {
    /** Dense, from 1, in the order of commits. */
    sequence: p.integer().primary().autoincrement(false),
    aggregateType: p.string().length(32),
    aggregateId: p.string().length(64),
    /** In the past tense, such as `suggestion.submitted`. */
    type: p.string().length(64),
    act: p.string().length(32),
    fromState: p.string().length(32).nullable(),
    toState: p.string().length(32),
    actorRole: p.string().length(32),
    organ: p.string().length(100).nullable(),
    divisionCode: p.string().length(12),
    occurredAt: p.string().length(24),
    /** JSON object with sorted keys. */
    payload: p.text(),
    /** sha256, in hex, of the hash before it and this event's canonical text. */
    hash: p.string().length(64),
  },
  indexes: [{ name: 'event_aggregate_index', properties: ['aggregateId', 'sequence'] }],
});

export type EventRow = InferEntity<typeof EventEntity>;

/** The one row that every append locks: this is what makes the log dense and its order the order of commits. */
export const EventHeadEntity = defineEntity({
  name: 'EventHead',
  tableName: 'event_head',
  properties: {
    id: p.integer().primary().autoincrement(false),
    /** Names this log for ever: a cursor of another log is not one of this. */
    logId: p.string().length(36),
    sequence: p.integer(),
    hash: p.string().length(64),
    /** The oldest sequence that is still kept. */
    oldest: p.integer(),
    /** The checkpoint: the hash of the event before the oldest one, from which what is kept is verified. */
    baseHash: p.string().length(64).default(genesisHash),
  },
});
