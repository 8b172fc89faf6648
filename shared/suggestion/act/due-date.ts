import { addDays, type CalendarDay } from '../../lifecycle/calendar-day.ts';
import type { SuggestionRow } from '../suggestion.entity.ts';
import type { ActContext } from './act-definition.ts';

/** Sets the day on which the case is due, and the one from which it counts as due soon. */
export function setDueOn(suggestion: SuggestionRow, day: CalendarDay, { lifecycle }: ActContext): void {
  suggestion.dueOn = day;
  suggestion.dueSoonOn = addDays(day, -lifecycle.deadlinesOf(suggestion.divisionCode).dueSoonDays);
}
