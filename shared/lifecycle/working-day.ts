import { addDays, daysBetween, weekdayOf, type CalendarDay } from './calendar-day.ts';

/** What the State Council's notice of a year says of a day: off (放假) or worked although a weekend (调休上班). */
export type AnnouncedDay = 'OFF' | 'WORKED';

/** Public holidays and make-up working days. Days that no notice names are worked from Monday to Friday. */
export interface HolidayCalendar {
  /** Undefined where no notice names the day, or where the calendar does not have the year. */
  announced(day: CalendarDay): AnnouncedDay | undefined;
}

export function isWorkingDay(day: CalendarDay, calendar: HolidayCalendar): boolean {
  const announced = calendar.announced(day);
  if (announced !== undefined) return announced === 'WORKED';
  const weekday = weekdayOf(day);
  return weekday >= 1 && weekday <= 5;
}

/**
 * The working day that ends a span of `count` working days. The day on which the span begins does not count, as in law
 * (期间开始之日不计算在内): 5 working days from a Monday end on the next Monday. `count` 0 gives the day itself. Throws a
 * RangeError where `count` is not a whole number from 0 on.
 */
export function addWorkingDays(day: CalendarDay, count: number, calendar: HolidayCalendar): CalendarDay {
  if (!Number.isInteger(count) || count < 0) throw new RangeError(`A span is a whole number of days, not ${count}.`);
  let current = day;
  for (let left = count; left > 0;) {
    current = addDays(current, 1);
    if (isWorkingDay(current, calendar)) left -= 1;
  }
  return current;
}

/** The last day from which `count` working days end on `day` or later: `count` 1 gives the working day before it. */
export function workingDaysBefore(day: CalendarDay, count: number, calendar: HolidayCalendar): CalendarDay {
  let current = day;
  for (let left = count; left > 0;) {
    current = addDays(current, -1);
    if (isWorkingDay(current, calendar)) left -= 1;
  }
  return current;
}

/** Working days after `from` up to and with `to`; negative where `to` is the earlier day. */
export function workingDaysBetween(from: CalendarDay, to: CalendarDay, calendar: HolidayCalendar): number {
  const span = daysBetween(from, to);
  if (span < 0) return -workingDaysBetween(to, from, calendar);
  let count = 0;
  for (let step = 1; step <= span; step += 1) if (isWorkingDay(addDays(from, step), calendar)) count += 1;
  return count;
}
