/** A date without a time, `YYYY-MM-DD`, on Beijing's calendar (UTC+8, without summer time). */
export type CalendarDay = string;

const beijingOffset = 8 * 3_600_000;
const dayLength = 86_400_000;

export function beijingDay(time: Date): CalendarDay {
  return new Date(time.getTime() + beijingOffset).toISOString().slice(0, 10);
}

/** The same day of a later month, or that month's last day where it is shorter: 30 November + 3 months is 28 February. */
export function addMonths(day: CalendarDay, months: number): CalendarDay {
  const start = new Date(`${day}T00:00:00Z`);
  const monthIndex = start.getUTCFullYear() * 12 + start.getUTCMonth() + months;
  const year = Math.floor(monthIndex / 12);
  const month = monthIndex % 12;
  const lastDay = new Date(Date.UTC(year, month + 1, 0)).getUTCDate();
  return new Date(Date.UTC(year, month, Math.min(start.getUTCDate(), lastDay))).toISOString().slice(0, 10);
}

/** Whole days from one day to a later one; negative where it is earlier. */
export function daysBetween(from: CalendarDay, to: CalendarDay): number {
  return Math.round((Date.parse(`${to}T00:00:00Z`) - Date.parse(`${from}T00:00:00Z`)) / dayLength);
}

export function isCalendarDay(text: string): boolean {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text)) return false;
  const time = Date.parse(`${text}T00:00:00Z`);
  // 30 February is read as 2 March: a real day is written again as it was read.
  return !Number.isNaN(time) && new Date(time).toISOString().slice(0, 10) === text;
}

export function addDays(day: CalendarDay, days: number): CalendarDay {
  return new Date(Date.parse(`${day}T00:00:00Z`) + days * dayLength).toISOString().slice(0, 10);
}

/** 0 is Sunday, 6 is Saturday. */
export function weekdayOf(day: CalendarDay): number {
  return new Date(`${day}T00:00:00Z`).getUTCDay();
}
