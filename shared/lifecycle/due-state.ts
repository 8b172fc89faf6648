import { beijingDay, daysBetween, type CalendarDay } from './calendar-day.ts';
import { clockedStatuses, isOneOf, type SuggestionStatus } from './suggestion-status.ts';

/** Where a case stands against its legal deadline. Always computed from the clock, never stored. */
export const dueStates = ['NOT_STARTED', 'ON_TIME', 'DUE_SOON', 'OVERDUE', 'STOPPED'] as const;

export type DueState = (typeof dueStates)[number];

export interface ClockedCase {
  readonly status: SuggestionStatus;
  /** Null before assignment. */
  readonly dueOn?: CalendarDay | null | undefined;
}

export function dueStateOf(item: ClockedCase, now: Date, dueSoonDays: number): DueState {
  if (!item.dueOn) return 'NOT_STARTED';
  if (!isOneOf(clockedStatuses, item.status)) return 'STOPPED';
  const daysLeft = daysBetween(beijingDay(now), item.dueOn);
  if (daysLeft < 0) return 'OVERDUE';
  return daysLeft <= dueSoonDays ? 'DUE_SOON' : 'ON_TIME';
}
