import { defineEntity, p, type InferEntity } from '@mikro-orm/core';
import type { CaseLevel } from '../../lifecycle/congress-level.ts';

/**
 * As the sender knows it: PROPOSED 已提请, on its way; DELIVERED 已送达, the level above has it; then ACCEPTED 已受理 or
 * DECLINED 不予受理; ANSWERED 已答复; ENDED 已终止 where the case above was withdrawn, or gives no
 * answer after the one that was overturned.
 */
export const handUpStates = ['PROPOSED', 'DELIVERED', 'ACCEPTED', 'DECLINED', 'ANSWERED', 'ENDED'] as const;
export type HandUpState = (typeof handUpStates)[number];

/** As the receiver knows it: WAITING 待受理 until somebody accepts, adopts or declines it. */
export const receivedHandUpStates = ['WAITING', 'ACCEPTED', 'ADOPTED', 'DECLINED'] as const;
export type ReceivedHandUpState = (typeof receivedHandUpStates)[number];

/** A hand-up (提请上级办理) that this level has sent, with the matter as it was then. */
export const HandUpEntity = defineEntity({
  name: 'HandUp',
  tableName: 'hand_up',
  properties: {
    id: p.string().length(64).primary(),
    suggestionId: p.string().length(64),
    divisionCode: p.string().length(12),
    toLevel: p.string().length(12).$type<CaseLevel>(),
    toDivisionCode: p.string().length(12),
    title: p.string().length(200),
    content: p.text(),
    topic: p.string().length(64).nullable(),
    reason: p.text(),
    /** The deputy above who is asked to adopt it. */
    adopterId: p.string().length(64).nullable(),
    synthetic: p.boolean(),
    state: p.string().length(16).$type<HandUpState>(),
    proposedAt: p.string().length(24),
    deliveredAt: p.string().length(24).nullable(),
    decidedAt: p.string().length(24).nullable(),
    /** The grounds on which it was declined. */
    note: p.text().nullable(),
    /** The case above, and its number there. */
    linkedId: p.string().length(64).nullable(),
    linkedCaseNumber: p.string().length(64).nullable(),
    answeredAt: p.string().length(24).nullable(),
    /** The round above whose answer came last. */
    answeredRound: p.integer().nullable(),
  },
  indexes: [
    { name: 'hand_up_suggestion_index', properties: ['suggestionId', 'id'] },
    { name: 'hand_up_state_index', properties: ['state', 'id'] },
  ],
});

/** A hand-up that the level below has sent here: a copy of the matter, and what became of it. */
export const ReceivedHandUpEntity = defineEntity({
  name: 'ReceivedHandUp',
  tableName: 'received_hand_up',
  properties: {
    id: p.string().length(64).primary(),
    /** The case below. */
    sourceId: p.string().length(64),
    fromLevel: p.string().length(12).$type<CaseLevel>(),
    fromDivisionCode: p.string().length(12),
    divisionCode: p.string().length(12),
    title: p.string().length(200),
    content: p.text(),
    topic: p.string().length(64).nullable(),
    reason: p.text(),
    adopterId: p.string().length(64).nullable(),
    /** Who signed below: a JSON array of deputies' ids, the lead first. */
    signers: p.text(),
    synthetic: p.boolean(),
    state: p.string().length(16).$type<ReceivedHandUpState>(),
    version: p.integer(),
    proposedAt: p.string().length(24),
    receivedAt: p.string().length(24),
    decidedAt: p.string().length(24).nullable(),
    note: p.text().nullable(),
    /** The case that it became here. */
    linkedId: p.string().length(64).nullable(),
  },
  indexes: [
    { name: 'received_hand_up_state_index', properties: ['divisionCode', 'state', 'id'] },
    { name: 'received_hand_up_source_index', properties: ['sourceId', 'id'] },
  ],
});

/** How far a neighbour's hand-up feed has been applied; a neighbour without a row is read from its oldest event. */
export const HandUpCursorEntity = defineEntity({
  name: 'HandUpCursor',
  tableName: 'hand_up_cursor',
  properties: {
    level: p.string().length(12).primary().$type<CaseLevel>(),
    /** The feed's own cursor of the last event that was applied: `after` of the next connection. */
    lastCursor: p.text().nullable(),
    /** Of that event in the neighbour's log. */
    sequence: p.integer(),
  },
});

export const handUpEntities = [HandUpEntity, ReceivedHandUpEntity, HandUpCursorEntity] as const;

export type HandUpRow = InferEntity<typeof HandUpEntity>;
export type ReceivedHandUpRow = InferEntity<typeof ReceivedHandUpEntity>;
