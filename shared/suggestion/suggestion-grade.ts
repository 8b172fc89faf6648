/** LEAD 主办 and CO 协办 handle together; with SPLIT 分办 each organ answers for its own part. */
export const assignmentRoles = ['LEAD', 'CO', 'SPLIT'] as const;
export type AssignmentRole = (typeof assignmentRoles)[number];

/** A 解决 solved, B 计划解决 planned by a promised date, C 以后解决 later, D 留作参考 for reference. */
export const replyCategories = ['A', 'B', 'C', 'D'] as const;
export type ReplyCategory = (typeof replyCategories)[number];

/** 满意, 基本满意, 不满意. Silence is none of them. */
export const satisfactionGrades = ['SATISFIED', 'BASICALLY_SATISFIED', 'UNSATISFIED'] as const;
export type SatisfactionGrade = (typeof satisfactionGrades)[number];

/** A grade that was given, or silence until the window was over. */
export const evaluationGrades = [...satisfactionGrades, 'NO_ANSWER'] as const;
export type EvaluationGrade = (typeof evaluationGrades)[number];

/** Why an organ that was asked has no part in a case any more. */
export const assignmentEnds = ['PASSED_ON', 'RETURNED', 'HANDED_UP'] as const;
export type AssignmentEnd = (typeof assignmentEnds)[number];

/** What a reviewer asks a deputy to mend (退回代表). */
export const returnReasons = ['INCOMPLETE', 'UNCLEAR', 'SEVERAL_MATTERS', 'WRONG_FORM', 'WRONG_LEVEL'] as const;
export type ReturnReason = (typeof returnReasons)[number];

/** Why third parties evaluate a case: a deputy is not satisfied, livelihood with the effect pending, broad impact. */
export const thirdPartyCriteria = ['DEPUTY_NOT_SATISFIED', 'LIVELIHOOD_FOCUS', 'BROAD_IMPACT'] as const;
export type ThirdPartyCriterion = (typeof thirdPartyCriteria)[number];

/** Those that overturn a reply: NOT_DELIVERED 未落实, FALSE_SATISFACTION 假满意. */
export const overturningVerdicts = ['NOT_DELIVERED', 'FALSE_SATISFACTION'] as const;
export type OverturningVerdict = (typeof overturningVerdicts)[number];

/** VERIFIED 属实, or one that overturns. */
export const verdicts = ['VERIFIED', ...overturningVerdicts] as const;
export type Verdict = (typeof verdicts)[number];

/** CONSULTATION 三方磋商, INSPECTION 专项视察. */
export const meetingKinds = ['CONSULTATION', 'INSPECTION'] as const;
export type MeetingKind = (typeof meetingKinds)[number];

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
