/** LEAD 主办 and CO 协办 handle together; with SPLIT 分办 each organ answers for its own part. */
export const assignmentRoles = ['LEAD', 'CO', 'SPLIT'] as const;
export type AssignmentRole = (typeof assignmentRoles)[number];

/** A 解决 solved, B 计划解决 planned by a promised date, C 以后解决 later, D 留作参考 for reference. */
export const replyCategories = ['A', 'B', 'C', 'D'] as const;
export type ReplyCategory = (typeof replyCategories)[number];

/** 满意, 基本满意, 不满意. Silence is none of them. */
export const satisfactionGrades = ['SATISFIED', 'BASICALLY_SATISFIED', 'UNSATISFIED'] as const;
export type SatisfactionGrade = (typeof satisfactionGrades)[number];

/** Why a review committee does not accept a suggestion (不予立案). */
export const refusalReasons = [
  'OUTSIDE_DUTIES',
  'PERSONAL_MATTER',
  'PENDING_IN_COURT',
  'COMMERCIAL_INTEREST',
  'DUPLICATE',
  'NOT_SPECIFIC',
] as const;
export type RefusalReason = (typeof refusalReasons)[number];
