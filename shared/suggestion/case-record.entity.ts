import { defineEntity, p, type InferEntity } from '@mikro-orm/core';
import type { CaseSide } from './act/role-conflict.ts';
import type { MeetingKind, ReplyCategory, ThirdPartyCriterion, Verdict } from './suggestion-grade.ts';

/** An organ's request to give a case back (申请退件) and what was decided on it. */
export const ReturnRequestEntity = defineEntity({
  name: 'ReturnRequest',
  tableName: 'suggestion_return_request',
  properties: {
    suggestionId: p.string().length(64).primary(),
    position: p.integer().primary().autoincrement(false),
    organ: p.string().length(100),
    reason: p.text(),
    /** The organ that should have the case instead. */
    proposedOrgan: p.string().length(100),
    requestedAt: p.string().length(24),
    isAccepted: p.boolean().nullable(),
    decidedAt: p.string().length(24).nullable(),
    note: p.text().nullable(),
  },
});

/** An organ's answer before its head has signed it (答复拟稿). */
export const ReplyDraftEntity = defineEntity({
  name: 'ReplyDraft',
  tableName: 'suggestion_reply_draft',
  properties: {
    suggestionId: p.string().length(64).primary(),
    round: p.integer().primary().autoincrement(false),
    organ: p.string().length(100).primary(),
    category: p.string().length(1).$type<ReplyCategory>(),
    text: p.text(),
    promisedOn: p.string().length(10).nullable(),
    draftedAt: p.string().length(24),
  },
});

/** A tripartite consultation (三方磋商) or a special inspection (专项视察) on a case. */
export const CaseMeetingEntity = defineEntity({
  name: 'CaseMeeting',
  tableName: 'suggestion_meeting',
  properties: {
    suggestionId: p.string().length(64).primary(),
    position: p.integer().primary().autoincrement(false),
    kind: p.string().length(16).$type<MeetingKind>(),
    heldOn: p.string().length(10),
    topic: p.string().length(200).nullable(),
    /** Offices and leaders that took part, a JSON array of texts. */
    participants: p.text(),
    outcome: p.text(),
    /** The leader into whose hands a consultation put the case. */
    raisedTo: p.string().length(50).nullable(),
    recordedAt: p.string().length(24),
  },
});

/** A third party's evaluation of a handled case (第三方评估). */
export const ThirdPartyEvaluationEntity = defineEntity({
  name: 'ThirdPartyEvaluation',
  tableName: 'suggestion_third_party',
  properties: {
    suggestionId: p.string().length(64).primary(),
    position: p.integer().primary().autoincrement(false),
    /** The round of handling that is evaluated. */
    round: p.integer(),
    criterion: p.string().length(32).$type<ThirdPartyCriterion>(),
    evaluator: p.string().length(100),
    startedAt: p.string().length(24),
    report: p.text().nullable(),
    reportedAt: p.string().length(24).nullable(),
    verdict: p.string().length(32).nullable().$type<Verdict>(),
    evidence: p.text().nullable(),
    decidedAt: p.string().length(24).nullable(),
  },
});

/** Who has played which part in a case, so that nobody plays two that conflict. Never leaves the level. */
export const ParticipantEntity = defineEntity({
  name: 'Participant',
  tableName: 'suggestion_participant',
  properties: {
    suggestionId: p.string().length(64).primary(),
    /** sha256, in hex, of the subject of the person's tokens. */
    person: p.string().length(64).primary(),
    side: p.string().length(16).primary().$type<CaseSide>(),
  },
});

/** Who did an act and why (经办记录), by the version of the case that it made. Events hold a digest of it only. */
export const CaseStepEntity = defineEntity({
  name: 'CaseStep',
  tableName: 'suggestion_step',
  properties: {
    suggestionId: p.string().length(64).primary(),
    version: p.integer().primary().autoincrement(false),
    act: p.string().length(32),
    /** A deputy's id; of others sha256, in hex, of the subject of their tokens; null where no person acted. */
    person: p.string().length(64).nullable(),
    /** In writing, where the act takes one. */
    reason: p.text().nullable(),
    /** Of the digest by which its event holds this row; random, in hex. Nobody sees it but in an export. */
    salt: p.string().length(32),
  },
});

/** An assignment conference (交办会): many cases handed over in one act. */
export const AssignmentConferenceEntity = defineEntity({
  name: 'AssignmentConference',
  tableName: 'assignment_conference',
  properties: {
    id: p.string().length(64).primary(),
    divisionCode: p.string().length(12),
    heldOn: p.string().length(10),
    minutes: p.text(),
    caseCount: p.integer(),
    recordedAt: p.string().length(24),
  },
  indexes: [{ name: 'assignment_conference_division_index', properties: ['divisionCode', 'id'] }],
});

/** What only some acts read of a case. */
export const recordEntities = [
  ReturnRequestEntity,
  ReplyDraftEntity,
  CaseMeetingEntity,
  ThirdPartyEvaluationEntity,
  CaseStepEntity,
  ParticipantEntity,
  AssignmentConferenceEntity,
] as const;

export type ReturnRequestRow = InferEntity<typeof ReturnRequestEntity>;
export type ReplyDraftRow = InferEntity<typeof ReplyDraftEntity>;
export type CaseMeetingRow = InferEntity<typeof CaseMeetingEntity>;
export type ThirdPartyEvaluationRow = InferEntity<typeof ThirdPartyEvaluationEntity>;
export type CaseStepRow = InferEntity<typeof CaseStepEntity>;
export type AssignmentConferenceRow = InferEntity<typeof AssignmentConferenceEntity>;
