import { addDays, addMonths, type CalendarDay } from './calendar-day.ts';
import type { CaseLevel } from './congress-level.ts';
import type { SuggestionStatus } from './suggestion-status.ts';
import { addWorkingDays, type HolidayCalendar } from './working-day.ts';

/** Spans of a case. National law sets only the reply's; the others are local rules. All are settings. */
export interface Deadlines {
  /** Working days from submission to the beginning of the review. */
  readonly reviewWorkingDays: number;
  /** Days from assignment within which an office passes the case on to a bureau. */
  readonly subAssignDays: number;
  /** Working days within which an organ confirms receipt. */
  readonly receiveWorkingDays: number;
  /** Working days from its receipt within which an organ may ask to give the case back. */
  readonly returnWindowWorkingDays: number;
  /** Working days within which the assigner decides on that. */
  readonly returnDecisionWorkingDays: number;
  /** Months from assignment to a co-handler's opinion. */
  readonly opinionMonths: number;
  /** Months from assignment (交办) to the reply. */
  readonly replyMonths: number;
  /** The same where the matter is broad and hard; no extension goes beyond. */
  readonly complexReplyMonths: number;
  /** Working days from the reply within which deputies evaluate; silence after them is no answer. */
  readonly evaluationWorkingDays: number;
  /** Months from the decision to handle again to the new reply. */
  readonly rehandleMonths: number;
  /** Days before the due date from which a case counts as due soon. */
  readonly dueSoonDays: number;
  /** Working days before the day of a step from which that step counts as due soon. */
  readonly stepDueSoonWorkingDays: number;
  /** Working days from taking a citizen's opinion to its triage. */
  readonly opinionTriageWorkingDays: number;
  /** Working days from triage, or escalation, to the decision what becomes of it. */
  readonly opinionDecisionWorkingDays: number;
  /** Working days within which the citizen hears of it where the government was asked. */
  readonly opinionGovernmentWorkingDays: number;
  /** The same in every other way, and from there to the end. */
  readonly opinionFeedbackWorkingDays: number;
}

export const defaultDeadlines: Deadlines = {
  reviewWorkingDays: 5,
  subAssignDays: 7,
  receiveWorkingDays: 3,
  returnWindowWorkingDays: 7,
  returnDecisionWorkingDays: 3,
  opinionMonths: 1,
  replyMonths: 3,
  complexReplyMonths: 6,
  evaluationWorkingDays: 20,
  rehandleMonths: 1,
  dueSoonDays: 15,
  stepDueSoonWorkingDays: 1,
  opinionTriageWorkingDays: 3,
  opinionDecisionWorkingDays: 5,
  opinionGovernmentWorkingDays: 15,
  opinionFeedbackWorkingDays: 5,
};

/** What a level's operator sets other than by default: for the whole level, and for single divisions of it. */
export interface DeadlineSettings {
  readonly level: Partial<Deadlines>;
  readonly divisions: Readonly<Record<string, Partial<Deadlines>>>;
}

export const noDeadlineSettings: DeadlineSettings = { level: {}, divisions: {} };

/** The span within which the next step out of a state is due. */
type StepSpan = Exclude<
  keyof Deadlines,
  | 'dueSoonDays'
  | 'stepDueSoonWorkingDays'
  | 'replyMonths'
  | 'complexReplyMonths'
  | 'opinionMonths'
  | `opinion${string}WorkingDays`
>;

const steps: Partial<Record<SuggestionStatus, StepSpan>> = {
  SUBMITTED: 'reviewWorkingDays',
  SUB_ASSIGNED: 'receiveWorkingDays',
  REASSIGNED: 'receiveWorkingDays',
  RETURN_REQUESTED: 'returnDecisionWorkingDays',
  REPLIED: 'evaluationWorkingDays',
  ANSWERED_FROM_ABOVE: 'evaluationWorkingDays',
};

/** The levels whose assigned organ may pass the case on have a week for it; a town's must receive it. */
const assignedStep: Readonly<Record<CaseLevel, StepSpan>> = {
  CITY: 'subAssignDays',
  DISTRICT: 'subAssignDays',
  TOWNSHIP: 'receiveWorkingDays',
};

/** States out of which the next step is due on a day. */
export const steppedStatuses: readonly SuggestionStatus[] = ['ASSIGNED', ...(Object.keys(steps) as SuggestionStatus[])];

/** Those of them that the clock ends by itself: silence is recorded, and nobody is late. */
export const evaluationStatuses = steppedStatuses.filter((status) => steps[status] === 'evaluationWorkingDays');

/** The day by which somebody should have taken the next step out of a state; null where no rule sets one. */
export function stepDueOn(
  { level, deadlines }: { readonly level: CaseLevel; readonly deadlines: Deadlines },
  status: SuggestionStatus,
  { today, calendar }: { readonly today: CalendarDay; readonly calendar: HolidayCalendar },
): CalendarDay | null {
  const span = status === 'ASSIGNED' ? assignedStep[level] : steps[status];
  if (span === undefined) return null;
  const count = deadlines[span];
  if (span.endsWith('WorkingDays')) return addWorkingDays(today, count, calendar);
  return span.endsWith('Months') ? addMonths(today, count) : addDays(today, count);
}
