import type { Database } from '../../shared/database/open-database.ts';
import type { Logger } from '../../shared/telemetry/logger.ts';
import { CityEntity } from '../../subgraphs/city/division/division.entity.ts';
import { InstallationEntity } from '../../subgraphs/city/installation/installation.entity.ts';
import { bundledAsOf, bundledDivisions } from '../divisions/bundled-divisions.ts';
import { readDivisionFiles } from '../divisions/division-files.ts';
import { importDivisions } from '../divisions/import-divisions.ts';
import type { LevelDatabases } from '../level/level-databases.ts';
import { needsSeed, seedLevels, type SeedAmount } from '../seed/seed-levels.ts';

export interface FirstStartOptions {
  readonly amount: SeedAmount;
  readonly now: Date;
  readonly logger: Logger;
}

/**
 * Loads what a first start loads; true where there was anything to load. What it loads is decided once and kept: a start
 * that was cut short is made whole by the next one, and a later change of SEED adds nothing to a database in use.
 */
export async function firstStart(databases: LevelDatabases, options: FirstStartOptions): Promise<boolean> {
  const isEmpty = (await databases.city.fork().count(CityEntity)) === 0;
  if (isEmpty) await importDivisions(databases, await readDivisionFiles(bundledDivisions), bundledAsOf);
  const amount = await decideAmount(databases.city, options);
  const isUnseeded = await needsSeed(databases, amount);
  if (isUnseeded) await seedLevels(databases, { ...options, amount });
  return isEmpty || isUnseeded;
}

async function decideAmount(city: Database, { amount, logger }: FirstStartOptions): Promise<SeedAmount> {
  const em = city.fork();
  const decided = await em.findOne(InstallationEntity, { name: 'seed' });
  if (!decided) {
    await em.insert(InstallationEntity, { name: 'seed', value: amount });
    return amount;
  }
  if (decided.value !== amount) {
    logger.info({ decided: decided.value, asked: amount }, 'SEED counts at the first start only');
  }
  return decided.value as SeedAmount;
}
