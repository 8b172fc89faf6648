import { registerEnumType } from 'type-graphql';
import { roles, type Role } from '../auth/role.ts';
import { congressLevels } from '../lifecycle/congress-level.ts';
import { dueStates } from '../lifecycle/due-state.ts';
import { suggestionStatuses } from '../lifecycle/suggestion-status.ts';
import { enumTypeOf } from '../subgraph/enum-type.ts';
import {
  assignmentEnds,
  assignmentRoles,
  evaluationGrades,
  meetingKinds,
  refusalReasons,
  replyCategories,
  returnReasons,
  satisfactionGrades,
  thirdPartyCriteria,
  verdicts,
} from './suggestion-grade.ts';

export const CongressLevelEnum = enumTypeOf(
  'CongressLevel',
  congressLevels,
  "Level of a people's congress (人民代表大会).",
);
export const SuggestionStatusEnum = enumTypeOf(
  'SuggestionStatus',
  suggestionStatuses,
  'State of a suggestion (代表建议): DRAFT 起草, COSIGNING 联名附议, SUBMITTED 已提交, REVIEWING 审查中, RETURNED_TO_DEPUTY 退回代表, NOT_ACCEPTED 不予立案, MERGED 并案, REGISTERED 已立案, ASSIGNED 已交办, SUB_ASSIGNED 已转办, RECEIVED 已接收, RETURN_REQUESTED 申请退件, REASSIGNED 重新交办, HANDLING 办理中, ESCALATION_PROPOSED 提请上级办理, ESCALATED 已交上级, REPLY_DRAFTED 答复拟稿, REPLIED 已答复, ANSWERED_FROM_ABOVE 上级已答复, EVALUATED 已评价, REHANDLING 重新办理, TRACKING 跟踪督办, CLOSED 已办结, UNDER_EVALUATION 第三方评估中, PUBLISHED 已公开, WITHDRAWN 已撤回.',
);
export const DueStateEnum = enumTypeOf(
  'DueState',
  dueStates,
  'Where a case stands against its legal deadline, computed when it is read. STOPPED: replied or over.',
);
export const AssignmentRoleEnum = enumTypeOf('AssignmentRole', assignmentRoles, 'LEAD 主办, CO 协办, SPLIT 分办.');
export const ReplyCategoryEnum = enumTypeOf(
  'ReplyCategory',
  replyCategories,
  'A solved (已解决), B planned by a promised day (计划解决), C later (以后解决), D for reference (留作参考).',
);
export const SatisfactionGradeEnum = enumTypeOf(
  'SatisfactionGrade',
  satisfactionGrades,
  'SATISFIED 满意, BASICALLY_SATISFIED 基本满意, UNSATISFIED 不满意.',
);
export const EvaluationGradeEnum = enumTypeOf(
  'EvaluationGrade',
  evaluationGrades,
  'A grade that a deputy gave (满意, 基本满意, 不满意), or NO_ANSWER 逾期未评价: silence, which is no satisfaction.',
);
export const AssignmentEndEnum = enumTypeOf(
  'AssignmentEnd',
  assignmentEnds,
  'Why an organ has no part in a case any more: PASSED_ON 转办 to a bureau, RETURNED 退件, HANDED_UP 交上级 to the level above.',
);
export const ReturnReasonEnum = enumTypeOf(
  'ReturnReason',
  returnReasons,
  'What a deputy is asked to mend (退回代表): INCOMPLETE 要素不全, UNCLEAR 表述不清, SEVERAL_MATTERS 一事一案, WRONG_FORM 体例不符, WRONG_LEVEL 层级不符.',
);
export const ThirdPartyCriterionEnum = enumTypeOf(
  'ThirdPartyCriterion',
  thirdPartyCriteria,
  'Why a third party evaluates a case: DEPUTY_NOT_SATISFIED 代表不满意, LIVELIHOOD_FOCUS 民生热点待见效, BROAD_IMPACT 社会影响面广.',
);
export const VerdictEnum = enumTypeOf(
  'Verdict',
  verdicts,
  'VERIFIED 属实; NOT_DELIVERED 未落实 and FALSE_SATISFACTION 假满意 overturn the reply.',
);
export const MeetingKindEnum = enumTypeOf('MeetingKind', meetingKinds, 'CONSULTATION 三方磋商, INSPECTION 专项视察.');
export const RefusalReasonEnum = enumTypeOf(
  'RefusalReason',
  refusalReasons,
  'Why a suggestion is not accepted (不予立案).',
);

const roleMembers = Object.fromEntries(roles.map((role) => [role.replaceAll('-', '_').toUpperCase(), role])) as Record<
  string,
  Role
>;
registerEnumType(roleMembers, {
  name: 'Role',
  description: 'Part in which somebody acts; the claim `role` of a token.',
});
export const RoleEnum = roleMembers;
