import { caseLevels, type CaseLevel } from '../../shared/lifecycle/congress-level.ts';
import type { Database } from '../../shared/database/open-database.ts';
import { appendEvents } from '../../shared/events/append-event.ts';
import type { HolidayCalendar } from '../../shared/lifecycle/working-day.ts';
import { isNotice } from '../../shared/suggestion/clock/clock-notice.ts';
import { openHolidayCalendar } from '../../shared/suggestion/start-level.ts';
import { CenterEntity } from '../../subgraphs/city/center/center.entity.ts';
import type { LevelDatabases } from '../level/level-databases.ts';
import { lifecycles } from './level-lifecycles.ts';
import { planSeed, type SeedPlan } from './plan/seed.plan.ts';
import { cityCenter } from './plan/seeded-city.ts';
import { playOpinions } from './play/play-opinions.ts';
import { playScripts } from './play/play-scripts.ts';
import { readSeedDivisions } from './seed-divisions.ts';
import { seedSizes, type SeedAmount, type SeedCounts, type SeedOptions } from './seed-options.ts';
import { isLevelEmpty } from './write/empty-level.ts';
import { writeCases } from './write/write-cases.ts';
import { writeOpinions } from './write/write-opinions.ts';
import { writeCenter, writeIfEmpty, writeInstitutions } from './write/write-level.ts';

export type { SeedAmount, SeedCounts, SeedOptions, SeedProgress } from './seed-options.ts';

const nothing: SeedCounts = { centers: 0, deputies: 0, stations: 0, homes: 0, suggestions: 0, opinions: 0, events: 0 };

/** Whether `seedLevels` would add anything, given that the divisions are there. */
export async function needsSeed(databases: LevelDatabases, amount: SeedAmount): Promise<boolean> {
  const empty = await emptyLevels(databases);
  if (amount !== 'none') return empty.length > 0;
  const centers = await databases.city.fork().count(CenterEntity, { cityCode: cityCenter.cityCode });
  return empty.includes('CITY') && centers === 0;
}

/**
 * Loads the first records into every level that is still empty, each in one transaction; the divisions come first. The
 * records of one level fit those of the others, whichever of them are written now.
 */
export async function seedLevels(databases: LevelDatabases, options: SeedOptions): Promise<SeedCounts> {
  const { amount, now, logger } = options;
  if (!(await needsSeed(databases, amount))) return nothing;
  const divisions = await readSeedDivisions(databases);
  if (divisions.districts.length === 0) {
    logger.info({ city: cityCenter.cityCode }, 'nothing is seeded: the divisions of this city are not there');
    return nothing;
  }
  if (amount === 'none') return seedCenter(databases.city);
  const calendar = await openHolidayCalendar({}, logger);
  const plan = planSeed({ divisions, ...seedSizes[amount], now, calendar });
  let counts = nothing;
  for (const level of await emptyLevels(databases)) {
    counts = add(counts, await seedLevel(databaseOf(databases, level), { level, plan, calendar }, options));
  }
  logger.info({ ...counts }, 'the first records are loaded');
  return counts;
}

async function seedCenter(database: Database): Promise<SeedCounts> {
  let centers = 0;
  await writeIfEmpty(database, 'CITY', async (em) => {
    centers = Number(await writeCenter(em));
  });
  return { ...nothing, centers };
}

async function seedLevel(
  database: Database,
  { level, plan, calendar }: { level: CaseLevel; plan: SeedPlan; calendar: HolidayCalendar },
  { now, onProgress }: SeedOptions,
): Promise<SeedCounts> {
  const { cases: scripts, opinionOf, opinions } = plan.scriptsOf(level);
  const lifecycle = lifecycles[level];
  const told = playOpinions(opinions, { lifecycle, calendar });
  const total = scripts.reduce((sum, { steps }) => sum + steps.length + 1, told.events.length);
  let counts = nothing;
  await writeIfEmpty(database, level, async (em) => {
    let done = 0;
    const centers = level === 'CITY' && (await writeCenter(em)) ? 1 : 0;
    const institutions = await writeInstitutions[level](em, plan);
    const terms = { lifecycle, calendar, now, besides: told.events, opinionOf };
    const played = await playScripts(scripts, terms, async (events) => {
      await appendEvents(em, events);
      // Notices of the clock come in between; what is planned are the acts.
      done += events.filter((event) => !isNotice(event)).length;
      onProgress?.({ level, done, total });
    });
    await writeCases(em, played);
    await writeOpinions(em, told);
    counts = {
      ...nothing,
      centers,
      ...institutions,
      suggestions: played.cases.length,
      opinions: told.rows.length,
      events: played.eventCount,
    };
  });
  return counts;
}

async function emptyLevels(databases: LevelDatabases): Promise<CaseLevel[]> {
  const empty: CaseLevel[] = [];
  for (const level of caseLevels) {
    if (await isLevelEmpty(databaseOf(databases, level).fork(), level)) empty.push(level);
  }
  return empty;
}

function databaseOf({ city, district, township }: LevelDatabases, level: CaseLevel): Database {
  return { CITY: city, DISTRICT: district, TOWNSHIP: township }[level];
}

function add(left: SeedCounts, right: SeedCounts): SeedCounts {
  const keys = Object.keys(nothing) as (keyof SeedCounts)[];
  return Object.fromEntries(keys.map((key) => [key, left[key] + right[key]])) as unknown as SeedCounts;
}
