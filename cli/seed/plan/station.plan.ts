import { districtOf } from '../../../shared/division/division-code.ts';
import { formatStationId } from '../../../shared/division/entity-id.ts';
import type { CalendarDay } from '../../../shared/lifecycle/calendar-day.ts';
import type { HolidayCalendar } from '../../../shared/lifecycle/working-day.ts';
import type { StationRow } from '../../../subgraphs/district/station/station.entity.ts';
import { createRandom, type Random } from '../text/seeded-random.ts';
import type { SeedDivision } from './seed-division.ts';
import { dayAt, dayNumber, workingDay } from './working-day.ts';

/** Stations of the city by August 2021. No public list says where they stand. */
const stationCount = 325;

/** One year of pilots, two of spreading, the rest by August 2021; shares of a hundred. */
const rollout = [
  { share: 12, from: '2018-01-08', to: '2018-12-28' },
  { share: 40, from: '2019-01-07', to: '2019-12-27' },
  { share: 34, from: '2020-01-06', to: '2020-12-25' },
  { share: 14, from: '2021-01-04', to: '2021-08-27' },
] as const;

/** One station for each street and town, then for the first quasi units until the known number is reached. */
export function planStations(townships: readonly SeedDivision[], calendar: HolidayCalendar): StationRow[] {
  const random = createRandom('stations');
  const streetsAndTowns = townships.filter(({ kind }) => kind !== 'QUASI');
  const quasiUnits = townships.filter(({ kind }) => kind === 'QUASI');
  return [...streetsAndTowns, ...quasiUnits].slice(0, stationCount).map(({ code, name }) => ({
    id: formatStationId(code, 1),
    name: `${name}人大代表联络站`,
    districtCode: districtOf(code),
    townshipCode: code,
    openedOn: openingDay(random, calendar),
    synthetic: true,
  }));
}

function openingDay(random: Random, calendar: HolidayCalendar): CalendarDay {
  const draw = random.int(1, 100);
  let reached = 0;
  const year = rollout.find(({ share }) => (reached += share) >= draw) ?? rollout[0];
  return dayAt(workingDay(random.int(dayNumber(year.from), dayNumber(year.to)), calendar));
}
