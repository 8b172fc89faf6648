import type { NewEvent } from '../../events/append-event.ts';
import { beijingDay, daysBetween, type CalendarDay } from '../../lifecycle/calendar-day.ts';
import { evaluationStatuses, steppedStatuses } from '../../lifecycle/deadlines.ts';
import { dueStateOf } from '../../lifecycle/due-state.ts';
import type { Lifecycle } from '../../lifecycle/lifecycle.ts';
import { addWorkingDays, type HolidayCalendar } from '../../lifecycle/working-day.ts';
import { factsOf } from '../case-facts.ts';
import type { SuggestionCase } from '../suggestion-case.ts';
import type { ClockNoticeRow, NoticeKind } from './clock-notice.entity.ts';

/** A notice and the event that tells of it. */
export interface ClockNotice {
  readonly row: ClockNoticeRow;
  readonly event: NewEvent;
}

/** What the clock measures days by. */
export interface NoticeRules {
  readonly lifecycle: Lifecycle;
  readonly calendar: HolidayCalendar;
}

const wording: Readonly<Record<NoticeKind, Pick<NewEvent, 'type' | 'act'>>> = {
  DUE_SOON: { type: 'suggestion.became-due-soon', act: 'dueSoon' },
  OVERDUE: { type: 'suggestion.became-overdue', act: 'overdue' },
  STEP_DUE_SOON: { type: 'suggestion.step-became-due-soon', act: 'stepDueSoon' },
  STEP_OVERDUE: { type: 'suggestion.step-became-overdue', act: 'stepOverdue' },
  PROMISE_DUE_SOON: { type: 'suggestion.promise-became-due-soon', act: 'promiseDueSoon' },
  PROMISE_OVERDUE: { type: 'suggestion.promise-became-overdue', act: 'promiseOverdue' },
};

const noticeActs = new Set(Object.values(wording).map(({ act }) => act));

/** Whether an event is a notice of the clock, which is no step in a case's life. */
export function isNotice({ act }: { readonly act: string }): boolean {
  return noticeActs.has(act);
}

/** What the clock has to tell of a case now; nothing where no clock runs, or there is time enough. */
export function noticesFor(item: SuggestionCase, now: Date, rules: NoticeRules): ClockNotice[] {
  return [stepNotice(item, now, rules), legalNotice(item, now)].filter((notice) => notice !== undefined);
}

/** Of the reply or, while the case is tracked, of what was promised. */
function legalNotice(item: SuggestionCase, now: Date): ClockNotice | undefined {
  const { dueOn, status } = item.suggestion;
  const state = dueStateOf(item.suggestion, now);
  if (!dueOn || (state !== 'DUE_SOON' && state !== 'OVERDUE')) return undefined;
  return toNotice(item, { kind: status === 'TRACKING' ? `PROMISE_${state}` : state, dueOn }, now);
}

function stepNotice(item: SuggestionCase, now: Date, { lifecycle, calendar }: NoticeRules): ClockNotice | undefined {
  const { stepDueOn, status, divisionCode } = item.suggestion;
  if (!stepDueOn || !steppedStatuses.includes(status)) return undefined;
  const today = beijingDay(now);
  if (today > stepDueOn) {
    return evaluationStatuses.includes(status)
      ? undefined
      : toNotice(item, { kind: 'STEP_OVERDUE', dueOn: stepDueOn }, now);
  }
  const { stepDueSoonWorkingDays } = lifecycle.deadlinesOf(divisionCode);
  if (stepDueOn > addWorkingDays(today, stepDueSoonWorkingDays, calendar)) return undefined;
  return toNotice(item, { kind: 'STEP_DUE_SOON', dueOn: stepDueOn }, now);
}

function toNotice(
  item: SuggestionCase,
  { kind, dueOn }: { readonly kind: NoticeKind; readonly dueOn: CalendarDay },
  now: Date,
): ClockNotice {
  const { id, status, divisionCode } = item.suggestion;
  const occurredAt = now.toISOString();
  return {
    row: { suggestionId: id, kind, dueOn, givenAt: occurredAt },
    event: {
      ...wording[kind],
      aggregateType: 'suggestion',
      aggregateId: id,
      // Not a step in the case's life: neither its state nor its version changes, so no act meets a conflict by it.
      fromState: status,
      toState: status,
      actorRole: 'system',
      organ: null,
      divisionCode,
      occurredAt,
      payload: { dueOn, daysLeft: daysBetween(beijingDay(now), dueOn), facts: factsOf(item) },
    },
  };
}
