import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { ClientError } from '../errors/client-error.ts';
import { addDays, isCalendarDay, weekdayOf, type CalendarDay } from './calendar-day.ts';
import type { AnnouncedDay, HolidayCalendar } from './working-day.ts';

/** The calendar that the product carries; `data/README.md` names its sources. */
export const bundledHolidays = join(import.meta.dirname, '..', '..', 'data', 'holidays', 'cn.json');

const day = z.string().refine(isCalendarDay, 'is not a day of the form 2021-08-31');

const holidayFile = z.strictObject({
  about: z.string(),
  years: z.array(
    z.strictObject({
      year: z.int().min(1949).max(2999),
      notices: z.array(z.string().min(1)).min(1, 'names no notice of the State Council'),
      festivals: z.array(z.strictObject({ name: z.string().min(1), from: day, to: day, workOn: z.array(day) })).min(1),
    }),
  ),
});

type HolidayYear = z.output<typeof holidayFile>['years'][number];
type Festival = HolidayYear['festivals'][number];

/** A day that a notice names, and the entry that does. */
interface NamedDay {
  readonly kind: AnnouncedDay;
  readonly entry: string;
}

/** No festival is longer: a slip in a month must not make half a year a holiday. */
const longestFestival = 15;

export interface HolidayOptions {
  /** Called once for each year that is asked for and not in the file. */
  readonly onMissingYear: (message: string) => void;
}

/** Reads and checks a calendar. Throws HOLIDAY_FILE_INVALID with every fault of the file at once. */
export async function readHolidayCalendar(file: string, options: HolidayOptions): Promise<HolidayCalendar> {
  const text = await readFile(file, 'utf8').catch((error: unknown) => {
    throw invalid(file, [`cannot be read: ${(error as Error).message}`]);
  });
  return parseHolidayCalendar(text, { ...options, file });
}

export function parseHolidayCalendar(
  text: string,
  options: HolidayOptions & { readonly file: string },
): HolidayCalendar {
  const { file, onMissingYear } = options;
  const years = parseYears(text, file);
  const days = new Map<CalendarDay, NamedDay>();
  const faults = [...faultsOfYears(years), ...years.flatMap((year, index) => nameDays(days, year, index))];
  if (faults.length > 0) throw invalid(file, faults);
  const known = new Set(years.map(({ year }) => String(year)));
  const missing = new Set<string>();
  return {
    announced(asked) {
      const year = asked.slice(0, 4);
      if (!known.has(year) && !missing.has(year)) {
        missing.add(year);
        onMissingYear(
          `The holiday calendar ${file} has no year ${year}: its working days are taken as Monday to Friday. Add the year from the State Council's notice, then restart.`,
        );
      }
      return days.get(asked)?.kind;
    },
  };
}

function parseYears(text: string, file: string): HolidayYear[] {
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch (error) {
    throw invalid(file, [`is not JSON: ${(error as Error).message}`]);
  }
  const parsed = holidayFile.safeParse(json);
  if (parsed.success) return parsed.data.years;
  throw invalid(
    file,
    parsed.error.issues.map(({ path, message }) => `${pathOf(path)}: ${valueAt(json, path)}${message}`),
  );
}

function faultsOfYears(years: readonly HolidayYear[]): string[] {
  return years.slice(1).flatMap(({ year }, index) => {
    const before = years[index]?.year ?? 0;
    if (year > before) return [];
    const fault = year === before ? 'is there twice' : `stands after ${before}: years are listed in order`;
    return [`years[${index + 1}].year: ${year} ${fault}`];
  });
}

/** Enters the days of a year; gives what is wrong with them. */
function nameDays(days: Map<CalendarDay, NamedDay>, { year, festivals }: HolidayYear, index: number): string[] {
  const faults: string[] = [];
  let lastDay = '';
  festivals.forEach((festival, position) => {
    const entry = `years[${index}].festivals[${position}] (${festival.name})`;
    const fault =
      faultOfSpan(festival, year) ??
      (festival.from <= lastDay
        ? `begins on ${festival.from}, after a later one: festivals are listed in order`
        : undefined);
    if (fault !== undefined) {
      faults.push(`${entry}: ${fault}`);
      return;
    }
    lastDay = festival.to;
    const named = [
      ...daysOf(festival).map((off) => ({ day: off, kind: 'OFF' as const })),
      ...festival.workOn.map((worked) => ({ day: worked, kind: 'WORKED' as const })),
    ];
    for (const { day: each, kind } of named) {
      const other = days.get(each);
      if (other) faults.push(`${entry}: ${each} is ${describe(kind)}, but ${describe(other.kind)} by ${other.entry}`);
      else days.set(each, { kind, entry });
    }
    faults.push(...faultsOfWorkdays(festival, year).map((text) => `${entry}: ${text}`));
  });
  return faults;
}

function faultOfSpan({ from, to }: Festival, year: number): string | undefined {
  if (from > to) return `ends on ${to}, before it begins on ${from}`;
  // New Year's holiday may begin in the last days of December.
  if (!to.startsWith(`${year}-`) || from < `${year - 1}-12-25`) return `${from} to ${to} is not in ${year}`;
  if (addDays(from, longestFestival) <= to) return `${from} to ${to} is longer than ${longestFestival} days`;
  return undefined;
}

function faultsOfWorkdays({ workOn }: Festival, year: number): string[] {
  return workOn.flatMap((worked, index) => {
    const faults: string[] = [];
    const weekday = weekdayOf(worked);
    if (weekday !== 0 && weekday !== 6) faults.push(`workOn ${worked} is no Saturday or Sunday`);
    if (worked < `${year - 1}-12-01` || worked > `${year}-12-31`) faults.push(`workOn ${worked} is not in ${year}`);
    if (index > 0 && worked < (workOn[index - 1] ?? '')) faults.push(`workOn ${worked} stands after a later day`);
    return faults;
  });
}

function daysOf({ from, to }: Festival): CalendarDay[] {
  const days: CalendarDay[] = [];
  for (let current = from; current <= to; current = addDays(current, 1)) days.push(current);
  return days;
}

function describe(kind: AnnouncedDay): string {
  return kind === 'OFF' ? 'a day off' : 'a working day';
}

function pathOf(path: readonly PropertyKey[]): string {
  const text = path.map((part) => (typeof part === 'number' ? `[${part}]` : `.${String(part)}`)).join('');
  return text.replace(/^\./, '') || 'the file';
}

/** The faulty value where it is short enough to be shown. */
function valueAt(json: unknown, path: readonly PropertyKey[]): string {
  const value = path.reduce<unknown>(
    (inner, part) => (inner as Record<PropertyKey, unknown> | undefined)?.[part],
    json,
  );
  return typeof value === 'string' || typeof value === 'number' ? `${JSON.stringify(value)} ` : '';
}

function invalid(file: string, faults: readonly string[]): ClientError {
  return new ClientError('HOLIDAY_FILE_INVALID', `The holiday calendar ${file} is faulty:\n  ${faults.join('\n  ')}`);
}
