import { defineEntity, p, type InferEntity } from '@mikro-orm/core';

/** What the clock tells (临期 due soon, 逾期 overdue) of a case's reply, of the next step in its life, and of a promise. */
export const noticeKinds = [
  'DUE_SOON',
  'OVERDUE',
  'STEP_DUE_SOON',
  'STEP_OVERDUE',
  'PROMISE_DUE_SOON',
  'PROMISE_OVERDUE',
] as const;

export type NoticeKind = (typeof noticeKinds)[number];

/**
 * A notice that was given. Its key is what makes each one happen once: for one case, one kind and one due date. A date
 * that was put off is another one, for which the clock tells anew.
 */
export const ClockNoticeEntity = defineEntity({
  name: 'ClockNotice',
  tableName: 'clock_notice',
  properties: {
    /** Of the case, or of a citizen's opinion. */
    suggestionId: p.string().length(64).primary(),
    kind: p.string().length(16).primary().$type<NoticeKind>(),
    dueOn: p.string().length(10).primary(),
    givenAt: p.string().length(24),
  },
});

export type ClockNoticeRow = InferEntity<typeof ClockNoticeEntity>;
