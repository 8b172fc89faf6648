/**
 * States of a citizen's opinion (群众意见), in the order of its life.
 *
 * REGISTERED 已登记 · TRIAGED 已分类 · ANSWERED_ON_SPOT 当场答复 · REDIRECTED 引导至其他渠道 · TO_GOVERNMENT 转政府部门 ·
 * ADOPTED_BY_DEPUTY 代表采纳 · ESCALATED 上报 · FEEDBACK_GIVEN 已反馈 · CLOSED 已办结
 */
export const opinionStatuses = [
  'REGISTERED',
  'TRIAGED',
  'ANSWERED_ON_SPOT',
  'REDIRECTED',
  'TO_GOVERNMENT',
  'ADOPTED_BY_DEPUTY',
  'ESCALATED',
  'FEEDBACK_GIVEN',
  'CLOSED',
] as const;

export type OpinionStatus = (typeof opinionStatuses)[number];

/** Nothing happens any more. */
export const finalOpinionStatuses = ['CLOSED'] as const satisfies readonly OpinionStatus[];

/** Where a citizen is sent whose matter no congress can take up. */
export const redirectTargets = [
  'PETITION',
  'COURT',
  'PROCURATORATE',
  'POLICE',
  'MEDIATION',
  'ARBITRATION',
  'LEGAL_AID',
  'HOTLINE',
  'OTHER',
] as const;

export type RedirectTarget = (typeof redirectTargets)[number];

/** What personal data is asked for; told in the audit trail. */
export const personalDataPurposes = ['CONTACT', 'VERIFICATION', 'HANDLING', 'FEEDBACK', 'SUPERVISION'] as const;

export type PersonalDataPurpose = (typeof personalDataPurposes)[number];
