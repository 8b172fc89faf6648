/**
 * States of a suggestion (代表建议), in the order of its life.
 *
 * DRAFT 起草 · COSIGNING 联名附议 · SUBMITTED 已提交 · REVIEWING 审查中 · RETURNED_TO_DEPUTY 退回代表 · NOT_ACCEPTED 不予立案 ·
 * MERGED 并案 · REGISTERED 已立案 · ASSIGNED 已交办 · SUB_ASSIGNED 已转办 · RECEIVED 已接收 · RETURN_REQUESTED 申请退件 ·
 * REASSIGNED 重新交办 · HANDLING 办理中 · ESCALATION_PROPOSED 提请上级办理 · ESCALATED 已交上级 · REPLY_DRAFTED 答复拟稿 ·
 * REPLIED 已答复 · ANSWERED_FROM_ABOVE 上级已答复 · EVALUATED 已评价 · REHANDLING 重新办理 ·
 * TRACKING 跟踪督办 · CLOSED 已办结 · UNDER_EVALUATION 第三方评估中 · PUBLISHED 已公开 · WITHDRAWN 已撤回
 */
export const suggestionStatuses = [
  'DRAFT',
  'COSIGNING',
  'SUBMITTED',
  'REVIEWING',
  'RETURNED_TO_DEPUTY',
  'NOT_ACCEPTED',
  'MERGED',
  'REGISTERED',
  'ASSIGNED',
  'SUB_ASSIGNED',
  'RECEIVED',
  'RETURN_REQUESTED',
  'REASSIGNED',
  'HANDLING',
  'ESCALATION_PROPOSED',
  'ESCALATED',
  'REPLY_DRAFTED',
  'REPLIED',
  'ANSWERED_FROM_ABOVE',
  'EVALUATED',
  'REHANDLING',
  'TRACKING',
  'CLOSED',
  'UNDER_EVALUATION',
  'PUBLISHED',
  'WITHDRAWN',
] as const;

export type SuggestionStatus = (typeof suggestionStatuses)[number];

/** Not handed in yet: its deputies' own paper, which nobody else sees. */
export const privateStatuses = ['DRAFT', 'COSIGNING'] as const satisfies readonly SuggestionStatus[];

/** Nothing happens any more. */
export const finalStatuses = ['NOT_ACCEPTED', 'PUBLISHED', 'WITHDRAWN'] as const satisfies readonly SuggestionStatus[];

/** A clock runs: the legal one from assignment to reply, that of a new round, or that of a promise. */
export const clockedStatuses = [
  'ASSIGNED',
  'SUB_ASSIGNED',
  'RECEIVED',
  'RETURN_REQUESTED',
  'REASSIGNED',
  'HANDLING',
  'REPLY_DRAFTED',
  'REHANDLING',
  'TRACKING',
] as const satisfies readonly SuggestionStatus[];

/** Handed in and not over: what a leader may take under supervision. */
export const openStatuses = [
  'SUBMITTED',
  'REVIEWING',
  'RETURNED_TO_DEPUTY',
  'REGISTERED',
  ...clockedStatuses,
  'ESCALATION_PROPOSED',
  'ESCALATED',
  'REPLIED',
  'ANSWERED_FROM_ABOVE',
  'EVALUATED',
  'UNDER_EVALUATION',
] as const satisfies readonly SuggestionStatus[];

export function isOneOf<const Status extends SuggestionStatus>(
  statuses: readonly Status[],
  status: SuggestionStatus,
): status is Status {
  return (statuses as readonly SuggestionStatus[]).includes(status);
}
