import type { CalendarDay } from '../../../shared/lifecycle/calendar-day.ts';
import { isWorkingDay, type HolidayCalendar } from '../../../shared/lifecycle/working-day.ts';

const dayLength = 86_400_000;
const minute = 60_000;
/** Beijing is eight hours ahead of UTC, and offices open at half past eight. */
const opening = (8.5 - 8) * 60 * minute;

/** Days since 1 January 1970, on Beijing's calendar. */
export function dayNumber(day: CalendarDay): number {
  return Date.parse(`${day}T00:00:00Z`) / dayLength;
}

export function dayAt(number: number): CalendarDay {
  return new Date(number * dayLength).toISOString().slice(0, 10);
}

/** The day itself, or the last working day before it. Keeps the order of days, so that what came first stays first. */
export function workingDay(number: number, calendar: HolidayCalendar): number {
  let day = number;
  while (!isWorkingDay(dayAt(day), calendar)) day -= 1;
  return day;
}

/** A moment of a day, in minutes after the offices have opened. */
export function momentOf(day: number, minutes: number): Date {
  return new Date(day * dayLength + opening + Math.round(minutes * minute));
}
