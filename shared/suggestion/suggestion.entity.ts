import { defineEntity, p, type InferEntity } from '@mikro-orm/core';
import type { SuggestionStatus } from '../lifecycle/suggestion-status.ts';
import type { AssignmentEnd, AssignmentRole, EvaluationGrade, ReplyCategory } from './suggestion-grade.ts';

/**
 * A suggestion (代表建议) of one level. Times are ISO 8601 texts in UTC, days are texts on Beijing's calendar, so that all
 * dialects sort them alike.
 */
export const SuggestionEntity = defineEntity({
  name: 'Suggestion',
  tableName: 'suggestion',
  properties: {
    id: p.string().length(64).primary(),
    divisionCode: p.string().length(12),
    /** The station (district) or home (township) at which the matter came up. */
    originId: p.string().length(64).nullable(),
    title: p.string().length(200),
    content: p.text(),
    topic: p.string().length(64).nullable(),
    status: p.string().length(32).$type<SuggestionStatus>(),
    version: p.integer(),
    /** Of handling, from 1: grows when the case is handled again and when a promise is answered. */
    round: p.integer(),
    /** Replies and grades of rounds before this one are history: the case is handled anew since. */
    answerFrom: p.integer().default(1),
    caseNumber: p.string().length(64).nullable(),
    draftedAt: p.string().length(24),
    submittedAt: p.string().length(24).nullable(),
    assignedAt: p.string().length(24).nullable(),
    dueOn: p.string().length(10).nullable(),
    /** From this day on the case counts as due soon. */
    dueSoonOn: p.string().length(10).nullable(),
    /** By when somebody should have taken the next step. */
    stepDueOn: p.string().length(10).nullable(),
    /** Days for which the legal clock stood still. */
    stoppedDays: p.integer().default(0),
    keySupervision: p.boolean(),
    /** The leader who supervises it (领衔督办人). */
    keyLeader: p.string().length(50).nullable(),
    /** Stays within its level: no other service gets to know of it. */
    secret: p.boolean().default(false),
    /** The case that is handled for this one (并案). */
    mergedIntoId: p.string().length(64).nullable(),
    /** Its newest hand-up to the level above, and the case that it became there. */
    handUpId: p.string().length(64).nullable(),
    escalatedToId: p.string().length(64).nullable(),
    /** The hand-up by which it came from the level below, and the case there. */
    receivedHandUpId: p.string().length(64).nullable(),
    escalatedFromId: p.string().length(64).nullable(),
    /** Since then its clock stands still, as it waits for the level above. */
    stoppedOn: p.string().length(10).nullable(),
    /** The assignment conference that handed it over. */
    conferenceId: p.string().length(64).nullable(),
    /** What the lead organ sets out to do, and when it spoke with the deputy. */
    handlingPlan: p.text().nullable(),
    contactedOn: p.string().length(10).nullable(),
    /** Verdicts of third parties that overturned a reply. */
    overturned: p.integer().default(0),
    synthetic: p.boolean(),
    /** The reason given in writing with the last act that asks for one: not accepted, withdrawn, closed. */
    statusNote: p.text().nullable(),
  },
  indexes: [
    { name: 'suggestion_division_index', properties: ['divisionCode', 'id'] },
    { name: 'suggestion_status_index', properties: ['divisionCode', 'status', 'id'] },
    { name: 'suggestion_origin_index', properties: ['originId', 'id'] },
    { name: 'suggestion_clock_index', properties: ['status', 'dueOn', 'id'] },
    { name: 'suggestion_step_index', properties: ['status', 'stepDueOn', 'id'] },
    { name: 'suggestion_due_index', properties: ['divisionCode', 'status', 'dueOn', 'id'] },
    { name: 'suggestion_submitted_index', properties: ['divisionCode', 'status', 'submittedAt', 'id'] },
    { name: 'suggestion_key_index', properties: ['divisionCode', 'keySupervision', 'submittedAt', 'id'] },
    { name: 'suggestion_conference_index', properties: ['conferenceId', 'id'] },
    { name: 'suggestion_received_index', properties: ['receivedHandUpId'] },
    { name: 'suggestion_merged_index', properties: ['mergedIntoId', 'id'] },
  ],
});

/** A deputy who signed; exactly one of a suggestion leads. */
export const ProposerEntity = defineEntity({
  name: 'Proposer',
  tableName: 'suggestion_proposer',
  properties: {
    suggestionId: p.string().length(64).primary(),
    deputyId: p.string().length(64).primary(),
    position: p.integer(),
    isLead: p.boolean(),
    confirmedAt: p.string().length(24).nullable(),
    /** Signed the case of the level below, from which this one came, and evaluates there. */
    isBelow: p.boolean().default(false),
  },
  indexes: [{ name: 'suggestion_proposer_deputy_index', properties: ['deputyId', 'suggestionId'] }],
});

/** An organ that was asked to handle the suggestion (交办). */
export const AssignmentEntity = defineEntity({
  name: 'Assignment',
  tableName: 'suggestion_assignment',
  properties: {
    suggestionId: p.string().length(64).primary(),
    position: p.integer().primary().autoincrement(false),
    organ: p.string().length(100),
    role: p.string().length(8).$type<AssignmentRole>(),
    assignedAt: p.string().length(24),
    receivedAt: p.string().length(24).nullable(),
    /** The office that passed the case on to this organ (转办). */
    passedOnBy: p.string().length(100).nullable(),
    /** From then on the organ has no part in the case any more, for this reason. */
    endedAt: p.string().length(24).nullable(),
    endedBy: p.string().length(16).nullable().$type<AssignmentEnd>(),
    /** What a co-handler thinks (协办意见), due a month after assignment. */
    opinion: p.text().nullable(),
    opinionDueOn: p.string().length(10).nullable(),
    opinionGivenAt: p.string().length(24).nullable(),
  },
  indexes: [
    { name: 'suggestion_assignment_organ_index', properties: ['organ', 'suggestionId'] },
    {
      name: 'suggestion_assignment_receipt_index',
      properties: ['organ', 'receivedAt', 'assignedAt', 'suggestionId'],
    },
    {
      name: 'suggestion_assignment_opinion_index',
      properties: ['organ', 'opinionGivenAt', 'opinionDueOn', 'suggestionId'],
    },
  ],
});

/** An organ's answer in one round of handling (答复). */
export const ReplyEntity = defineEntity({
  name: 'Reply',
  tableName: 'suggestion_reply',
  properties: {
    suggestionId: p.string().length(64).primary(),
    round: p.integer().primary().autoincrement(false),
    organ: p.string().length(100).primary(),
    category: p.string().length(1).$type<ReplyCategory>(),
    text: p.text(),
    promisedOn: p.string().length(10).nullable(),
    signedBy: p.string().length(50),
    repliedAt: p.string().length(24),
  },
});

/** A deputy's own grades for process and result (评价), or that the deputy gave none. */
export const EvaluationEntity = defineEntity({
  name: 'Evaluation',
  tableName: 'suggestion_evaluation',
  properties: {
    suggestionId: p.string().length(64).primary(),
    round: p.integer().primary().autoincrement(false),
    deputyId: p.string().length(64).primary(),
    process: p.string().length(20).$type<EvaluationGrade>(),
    result: p.string().length(20).$type<EvaluationGrade>(),
    comment: p.text().nullable(),
    evaluatedAt: p.string().length(24),
  },
});

/** Counts ids and case numbers, one row for each division, year and kind of number. */
export const NumberSeriesEntity = defineEntity({
  name: 'NumberSeries',
  tableName: 'number_series',
  properties: { name: p.string().length(64).primary(), last: p.integer() },
});

/** What every act reads of a case. */
export const suggestionEntities = [
  SuggestionEntity,
  ProposerEntity,
  AssignmentEntity,
  ReplyEntity,
  EvaluationEntity,
  NumberSeriesEntity,
] as const;

export type SuggestionRow = InferEntity<typeof SuggestionEntity>;
export type ProposerRow = InferEntity<typeof ProposerEntity>;
export type AssignmentRow = InferEntity<typeof AssignmentEntity>;
export type ReplyRow = InferEntity<typeof ReplyEntity>;
export type EvaluationRow = InferEntity<typeof EvaluationEntity>;
