import { beijingDay, type CalendarDay } from './calendar-day.ts';
import { clockedStatuses, isOneOf, type SuggestionStatus } from './suggestion-status.ts';

/** Where a case stands against its legal deadline. Always computed from the clock, never stored. */
export const dueStates = ['NOT_STARTED', 'ON_TIME', 'DUE_SOON', 'OVERDUE', 'STOPPED'] as const;

export type DueState = (typeof dueStates)[number];

export interface ClockedCase {
  readonly status: SuggestionStatus;
  /** Null before assignment. */
  readonly dueOn?: CalendarDay | null | undefined;
  /** From this day on it counts as due soon; set with the due date. */
  readonly dueSoonOn?: CalendarDay | null | undefined;
}

export function dueStateOf(item: ClockedCase, now: Date): DueState {
  if (!item.dueOn) return 'NOT_STARTED';
  if (!isOneOf(clockedStatuses, item.status)) return 'STOPPED';
  const today = beijingDay(now);
  if (today > item.dueOn) return 'OVERDUE';
  return item.dueSoonOn && today >= item.dueSoonOn ? 'DUE_SOON' : 'ON_TIME';
}
