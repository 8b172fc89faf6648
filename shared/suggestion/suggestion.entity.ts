import { defineEntity, p, type InferEntity } from '@mikro-orm/core';
import type { SuggestionStatus } from '../lifecycle/suggestion-status.ts';
import type { AssignmentRole, ReplyCategory, SatisfactionGrade } from './suggestion-grade.ts';

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
    round: p.integer(),
    caseNumber: p.string().length(64).nullable(),
    draftedAt: p.string().length(24),
    submittedAt: p.string().length(24).nullable(),
    assignedAt: p.string().length(24).nullable(),
    dueOn: p.string().length(10).nullable(),
    keySupervision: p.boolean(),
    synthetic: p.boolean(),
    /** The reason given in writing with the last act that asks for one: not accepted, withdrawn, closed. */
    statusNote: p.text().nullable(),
  },
  indexes: [
    { name: 'suggestion_division_index', properties: ['divisionCode', 'id'] },
    { name: 'suggestion_status_index', properties: ['divisionCode', 'status', 'id'] },
    { name: 'suggestion_origin_index', properties: ['originId', 'id'] },
    { name: 'suggestion_clock_index', properties: ['status', 'dueOn', 'id'] },
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
  },
  indexes: [{ name: 'suggestion_assignment_organ_index', properties: ['organ', 'suggestionId'] }],
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

/** A deputy's own grades for process and result (评价). */
export const EvaluationEntity = defineEntity({
  name: 'Evaluation',
  tableName: 'suggestion_evaluation',
  properties: {
    suggestionId: p.string().length(64).primary(),
    round: p.integer().primary().autoincrement(false),
    deputyId: p.string().length(64).primary(),
    process: p.string().length(20).$type<SatisfactionGrade>(),
    result: p.string().length(20).$type<SatisfactionGrade>(),
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
