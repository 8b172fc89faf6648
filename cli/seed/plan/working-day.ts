import type { CalendarDay } from '../../../shared/lifecycle/calendar-day.ts';

const dayLength = 86_400_000;
const minute = 60_000;
/** Beijing is eight hours ahead of UTC, and offices open at half past eight. */
const opening = (8.5 - 8) * 60 * minute;

/** Days since 1 January 1970, on Beijing's calendar. */
export function dayNumber(day: CalendarDay): number {
  return Date.parse(`${day}T00:00:00Z`) / dayLength;
}

/** The day of a number, or the Friday before where that is a weekend. */
export function dayAt(number: number): CalendarDay {
  return new Date(workingDay(number) * dayLength).toISOString().slice(0, 10);
}

/** Keeps the order of days, so that what came first stays first. */
export function workingDay(number: number): number {
  const weekday = new Date(number * dayLength).getUTCDay();
  if (weekday === 6) return number - 1;
  return weekday === 0 ? number - 2 : number;
}

/** A moment of a day, in minutes after the offices have opened. */
export function momentOf(day: number, minutes: number): Date {
  return new Date(day * dayLength + opening + Math.round(minutes * minute));
}
