import { registerEnumType } from 'type-graphql';
import { roles, type Role } from '../auth/role.ts';
import { congressLevels } from '../lifecycle/congress-level.ts';
import { dueStates } from '../lifecycle/due-state.ts';
import { suggestionStatuses } from '../lifecycle/suggestion-status.ts';
import { enumTypeOf } from '../subgraph/enum-type.ts';
import { assignmentRoles, refusalReasons, replyCategories, satisfactionGrades } from './suggestion-grade.ts';

export const CongressLevelEnum = enumTypeOf(
  'CongressLevel',
  congressLevels,
  "Level of a people's congress (人民代表大会).",
);
export const SuggestionStatusEnum = enumTypeOf(
  'SuggestionStatus',
  suggestionStatuses,
  'State of a suggestion (代表建议): DRAFT 起草, SUBMITTED 已提交, REVIEWING 审查中, NOT_ACCEPTED 不予立案, REGISTERED 已立案, ASSIGNED 已交办, RECEIVED 已接收, HANDLING 办理中, REPLIED 已答复, EVALUATED 已评价, CLOSED 已办结, WITHDRAWN 已撤回.',
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
