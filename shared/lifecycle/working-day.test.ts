import { beforeAll, describe, expect, test } from '@jest/globals';
import { addDays } from './calendar-day.ts';
import { bundledHolidays, readHolidayCalendar } from './holiday-file.ts';
import {
  addWorkingDays,
  isWorkingDay,
  workingDaysBefore,
  workingDaysBetween,
  type HolidayCalendar,
} from './working-day.ts';

describe('working days by the notices of the State Council', () => {
  const warnings: string[] = [];
  let calendar: HolidayCalendar;
  beforeAll(async () => {
    calendar = await readHolidayCalendar(bundledHolidays, { onMissingYear: (message) => warnings.push(message) });
  });

  test.each([
    ['2021-02-10', true, 'the last Wednesday before the Spring Festival'],
    ['2021-02-12', false, 'Spring Festival, a Friday'],
    ['2021-02-07', true, 'a Sunday worked for it'],
    ['2021-02-13', false, 'a Saturday of it'],
    ['2018-12-29', true, 'a Saturday worked for a New Year that began in December'],
    ['2018-12-31', false, 'the Monday of that New Year'],
    ['2020-01-31', false, 'a Friday by which the holiday of 2020 was made longer'],
    ['2020-02-03', true, 'the Monday after it'],
    ['2023-01-02', false, "the Monday of a New Year's holiday that began in December"],
    ['2024-06-10', false, 'Dragon Boat Festival'],
    ['2025-05-01', false, 'Labour Day'],
    ['2026-10-10', true, 'a Saturday worked for National Day'],
    ['2026-10-17', false, 'an ordinary Saturday'],
  ])('%s is a working day: %s (%s)', (day, isWorked) => {
    expect(isWorkingDay(day, calendar)).toBe(isWorked);
  });

  test('the day on which a span begins does not count', () => {
    expect(addWorkingDays('2021-03-01', 5, calendar)).toBe('2021-03-08');
    expect(addWorkingDays('2021-03-01', 0, calendar)).toBe('2021-03-01');
  });

  test('the last day from which a span ends on a day is that many working days before it', () => {
    expect(workingDaysBefore('2021-03-08', 5, calendar)).toBe('2021-03-01');
    expect(workingDaysBefore('2021-10-08', 1, calendar)).toBe('2021-09-30');
    // On a Sunday that is off nothing ends; a span of one working day from the Friday goes beyond it.
    expect(workingDaysBefore('2021-03-07', 1, calendar)).toBe('2021-03-05');
    for (let day = '2021-09-01'; day < '2021-11-01'; day = addDays(day, 1)) {
      const start = workingDaysBefore(day, 3, calendar);
      expect(addWorkingDays(start, 3, calendar) >= day).toBe(true);
      expect(addWorkingDays(addDays(start, -1), 3, calendar) < day).toBe(true);
    }
  });

  test('a span goes around the holidays and over the weekends worked for them', () => {
    // Friday 24 September 2021; Sunday 26 is worked; 1 to 7 October are off; Saturday 9 is worked.
    expect(addWorkingDays('2021-09-24', 6, calendar)).toBe('2021-10-08');
    expect(addWorkingDays('2021-09-24', 7, calendar)).toBe('2021-10-09');
    expect(workingDaysBetween('2021-09-24', '2021-10-09', calendar)).toBe(7);
  });

  test('counting the days of a span gives its length back, forwards and backwards', () => {
    for (let day = '2020-12-20', step = 0; step < 120; day = addDays(day, 3), step += 1) {
      const end = addWorkingDays(day, step % 25, calendar);
      expect(workingDaysBetween(day, end, calendar)).toBe(step % 25);
      expect(workingDaysBetween(end, day, calendar)).toBe(0 - (step % 25));
    }
  });

  test.each([-1, 1.5, Number.NaN])('a span of %d working days is refused', (count) => {
    expect(() => addWorkingDays('2021-03-01', count, calendar)).toThrow(RangeError);
  });

  test('each year of the file has about as many working days as law leaves', () => {
    for (let year = 2017; year <= 2026; year += 1) {
      const count = workingDaysBetween(`${year - 1}-12-31`, `${year}-12-31`, calendar);
      expect([year, count >= 247 && count <= 251]).toEqual([year, true]);
    }
  });

  test('a year that is missing is said once, and its days are taken as Monday to Friday', () => {
    warnings.length = 0;
    expect(addWorkingDays('2031-12-26', 5, calendar)).toBe('2032-01-02');
    expect(addWorkingDays('2031-10-01', 2, calendar)).toBe('2031-10-03');
    expect(warnings.map((text) => /has no year (\d{4})/.exec(text)?.[1])).toEqual(['2031', '2032']);
  });
});
