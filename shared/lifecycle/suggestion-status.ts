/**
 * States of a suggestion (代表建议) on the main path of its life.
 *
 * DRAFT 起草 · SUBMITTED 已提交 · REVIEWING 审查中 · NOT_ACCEPTED 不予立案 · REGISTERED 已立案 · ASSIGNED 已交办 ·
 * RECEIVED 已接收 · HANDLING 办理中 · REPLIED 已答复 · EVALUATED 已评价 · CLOSED 已办结 · WITHDRAWN 已撤回
 */
export const suggestionStatuses = [
  'DRAFT',
  'SUBMITTED',
  'REVIEWING',
  'NOT_ACCEPTED',
  'REGISTERED',
  'ASSIGNED',
  'RECEIVED',
  'HANDLING',
  'REPLIED',
  'EVALUATED',
  'CLOSED',
  'WITHDRAWN',
] as const;

export type SuggestionStatus = (typeof suggestionStatuses)[number];

/** A draft is its deputies' own paper: nobody else sees it. */
export const privateStatuses = ['DRAFT'] as const satisfies readonly SuggestionStatus[];

/** Nothing happens any more. */
export const finalStatuses = ['NOT_ACCEPTED', 'CLOSED', 'WITHDRAWN'] as const satisfies readonly SuggestionStatus[];

/** The legal clock runs from assignment to reply. */
export const clockedStatuses = ['ASSIGNED', 'RECEIVED', 'HANDLING'] as const satisfies readonly SuggestionStatus[];

export function isOneOf<const Status extends SuggestionStatus>(
  statuses: readonly Status[],
  status: SuggestionStatus,
): status is Status {
  return (statuses as readonly SuggestionStatus[]).includes(status);
}
