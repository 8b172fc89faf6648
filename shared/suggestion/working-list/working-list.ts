import type { CalendarDay } from '../../lifecycle/calendar-day.ts';
import { clockedStatuses, openStatuses, type SuggestionStatus } from '../../lifecycle/suggestion-status.ts';
import type { Part } from '../../lifecycle/transition.ts';
import { noCondition, type SqlCondition } from '../../paging/child-pages.ts';

/** What somebody has to do, or to keep an eye on, as a list of cases. */
export const workingListKinds = [
  'REVIEW_QUEUE',
  'TO_ASSIGN',
  'TO_RECEIVE',
  'INBOX',
  'OPINIONS_OWED',
  'RETURNS_TO_DECIDE',
  'DUE_SOON',
  'OVERDUE',
  'AWAITING_EVALUATION',
  'TO_CONCLUDE',
  'PROMISES_DUE',
  'HANDED_UP',
  'KEY_LIST',
] as const;

export type WorkingListKind = (typeof workingListKinds)[number];

/**
 * Where a list's cases are looked up, and so by which index:
 *
 * - cases: by division and state, in the order of one of the case's own dates
 * - supervised: those under supervision, by division
 * - receipts, opinions: what an organ was asked for and has not given
 * - signatures: cases that a deputy signed
 */
export type WorkingListSource = 'cases' | 'supervised' | 'receipts' | 'opinions' | 'signatures';

/** Names of columns are constants of the code: `item` is the case, `asked` an organ's part in it. */
export type WorkingListOrder =
  'item.due_on' | 'item.submitted_at' | 'item.step_due_on' | 'asked.assigned_at' | 'asked.opinion_due_on';

export interface WorkingList {
  /** Who works through it. An organ sees what it has a part in, a deputy what it signed, others their whole division. */
  readonly parts: readonly Part[];
  readonly source: WorkingListSource;
  readonly statuses: readonly SuggestionStatus[];
  /** What is most urgent comes first; never null in the list's states. */
  readonly order: WorkingListOrder;
  /** What holds of the list's cases on a day; dates are stored, whether they have come is not. */
  readonly on: (today: CalendarDay) => SqlCondition;
}

const always = (): SqlCondition => noCondition;

/** Assigned, and the answer not signed by everybody who owes it. */
const beforeReply = [
  'ASSIGNED',
  'SUB_ASSIGNED',
  'REASSIGNED',
  'RECEIVED',
  'RETURN_REQUESTED',
  'HANDLING',
  'REPLY_DRAFTED',
] as const satisfies readonly SuggestionStatus[];

export const workingLists: Readonly<Record<WorkingListKind, WorkingList>> = {
  REVIEW_QUEUE: {
    parts: ['REVIEWER'],
    source: 'cases',
    statuses: ['SUBMITTED', 'REVIEWING'],
    order: 'item.submitted_at',
    on: always,
  },
  TO_ASSIGN: {
    parts: ['ASSIGNER'],
    source: 'cases',
    statuses: ['REGISTERED'],
    order: 'item.submitted_at',
    on: always,
  },
  TO_RECEIVE: {
    parts: ['HANDLER'],
    source: 'receipts',
    statuses: beforeReply,
    order: 'asked.assigned_at',
    on: always,
  },
  INBOX: { parts: ['HANDLER'], source: 'cases', statuses: clockedStatuses, order: 'item.due_on', on: always },
  OPINIONS_OWED: {
    parts: ['CO_HANDLER'],
    source: 'opinions',
    statuses: beforeReply,
    order: 'asked.opinion_due_on',
    on: always,
  },
  RETURNS_TO_DECIDE: {
    parts: ['ASSIGNER'],
    source: 'cases',
    statuses: ['RETURN_REQUESTED'],
    order: 'item.due_on',
    on: always,
  },
  DUE_SOON: {
    parts: ['ASSIGNER', 'HANDLER'],
    source: 'cases',
    statuses: clockedStatuses,
    order: 'item.due_on',
    on: (today) => ({ sql: 'item.due_on >= ? and item.due_soon_on <= ?', parameters: [today, today] }),
  },
  OVERDUE: {
    parts: ['ASSIGNER', 'HANDLER'],
    source: 'cases',
    statuses: clockedStatuses,
    order: 'item.due_on',
    on: (today) => ({ sql: 'item.due_on < ?', parameters: [today] }),
  },
  AWAITING_EVALUATION: {
    parts: ['SIGNER'],
    source: 'signatures',
    statuses: ['REPLIED', 'ANSWERED_FROM_ABOVE'],
    order: 'item.step_due_on',
    on: always,
  },
  TO_CONCLUDE: {
    parts: ['CLOSER'],
    source: 'cases',
    statuses: ['EVALUATED'],
    order: 'item.submitted_at',
    on: always,
  },
  PROMISES_DUE: {
    parts: ['CLOSER', 'LEAD_HANDLER'],
    source: 'cases',
    statuses: ['TRACKING'],
    order: 'item.due_on',
    on: (today) => ({ sql: 'item.due_soon_on <= ?', parameters: [today] }),
  },
  HANDED_UP: {
    parts: ['HAND_UP_PROPOSER'],
    source: 'cases',
    statuses: ['ESCALATION_PROPOSED', 'ESCALATED'],
    order: 'item.submitted_at',
    on: always,
  },
  KEY_LIST: {
    parts: ['SUPERVISOR'],
    source: 'supervised',
    statuses: openStatuses,
    order: 'item.submitted_at',
    on: always,
  },
};
