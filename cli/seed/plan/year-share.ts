import { apportion } from './apportion.ts';
import { dayAt, dayNumber } from './working-day.ts';

/** Suggestions that were handed in between two days of one year. */
export interface YearShare {
  readonly year: number;
  readonly firstDay: number;
  readonly lastDay: number;
  readonly count: number;
}

/** The term that the newspaper reviews, in which the number of suggestions grew a little from year to year. */
const termStart = 2017;
const termWeights = [0.9, 0.95, 1, 1.05, 1.1];
/** Later years are there so that a trend does not break off. */
const laterWeight = 0.6;
/** Days that the longest life of a suggestion takes: one of a past year is over by today. */
const longestLife = 250;

/** Lays `total` out over the years since 2017; fewer, down to none, where these are not past yet. */
export function spreadOverYears(today: number, total: number): YearShare[] {
  const end = today - longestLife;
  const endYear = Number(dayAt(end).slice(0, 4));
  const years = Array.from({ length: Math.max(0, endYear - termStart + 1) }, (_, index) => termStart + index)
    .map((year) => ({
      year,
      firstDay: dayNumber(`${year}-01-12`),
      lastDay: Math.min(end, dayNumber(`${year}-12-20`)),
    }))
    .filter(({ firstDay, lastDay }) => firstDay <= lastDay);
  const counts = apportion(
    years.length === 0 ? 0 : total,
    years.map(({ year, firstDay, lastDay }) => {
      const weight = termWeights[year - termStart] ?? laterWeight;
      return weight * Math.min(1, (lastDay - firstDay + 1) / 350);
    }),
  );
  return years.map((year, index) => ({ ...year, count: counts[index] ?? 0 }));
}
