import type { Logger } from '../../shared/telemetry/logger.ts';
import { CityEntity } from '../../subgraphs/city/division/division.entity.ts';
import { bundledAsOf, bundledDivisions } from '../divisions/bundled-divisions.ts';
import { readDivisionFiles } from '../divisions/division-files.ts';
import { importDivisions } from '../divisions/import-divisions.ts';
import type { LevelDatabases } from '../level/level-databases.ts';
import { seedLevels, type SeedAmount } from '../seed/seed-levels.ts';

export interface FirstStartOptions {
  readonly amount: SeedAmount;
  readonly now: Date;
  readonly logger: Logger;
}

/** Loads the bundled city and the seed where no city is there yet; true where it did. */
export async function firstStart(databases: LevelDatabases, options: FirstStartOptions): Promise<boolean> {
  if ((await databases.city.fork().count(CityEntity)) > 0) return false;
  await importDivisions(databases, await readDivisionFiles(bundledDivisions), bundledAsOf);
  await seedLevels(databases, options);
  return true;
}
