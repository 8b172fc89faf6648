import type { DatabaseTarget } from '../../shared/database/database-url.ts';
import type { Database } from '../../shared/database/open-database.ts';
import { openLevelDatabase, type LevelSpec } from '../../shared/suggestion/start-level.ts';
import { createLogger } from '../../shared/telemetry/logger.ts';
import { cityLevel } from '../../subgraphs/city/app.ts';
import { CityEntity, DistrictEntity } from '../../subgraphs/city/division/division.entity.ts';
import { districtLevel } from '../../subgraphs/district/app.ts';
import { TownshipEntity } from '../../subgraphs/district/division/township.entity.ts';
import { townshipLevel } from '../../subgraphs/township/app.ts';
import { CommunityEntity } from '../../subgraphs/township/division/community.entity.ts';
import { bundledDivisions } from '../divisions/bundled-divisions.ts';
import { readDivisionFiles } from '../divisions/division-files.ts';
import type { DivisionRow } from '../divisions/division-row.ts';
import type { LevelDatabases } from '../level/level-databases.ts';
import { insertRows } from './write/insert-rows.ts';

export const silentLogger = createLogger('seed', 'silent');

/** The three levels' databases, which hold the city's divisions and nothing else. */
export interface SeedDatabases extends AsyncDisposable {
  readonly databases: LevelDatabases;
}

export async function openSeedDatabases(targetOf: (name: string) => Promise<TargetHolder>): Promise<SeedDatabases> {
  const stack = new AsyncDisposableStack();
  const open = async (level: LevelSpec): Promise<Database> => {
    const { target } = stack.use(await targetOf(level.name));
    const database = await openLevelDatabase(level, { database: target, startupTimeout: 10_000 }, silentLogger);
    return stack.adopt(database, () => database.close());
  };
  const databases = {
    city: await open(cityLevel),
    district: await open(districtLevel),
    township: await open(townshipLevel),
  };
  await insertDivisions(databases);
  return { databases, [Symbol.asyncDispose]: () => stack.disposeAsync() };
}

/** Where a database of a test is; it is gone when the test disposes of it. */
export interface TargetHolder extends AsyncDisposable {
  readonly target: DatabaseTarget;
}

async function insertDivisions({ city, district, township }: LevelDatabases): Promise<void> {
  const set = await readDivisionFiles(bundledDivisions);
  const record = ({ code, name, kind }: DivisionRow) => ({ code, name, kind, validFrom: '2023-06-30', validTo: null });
  await city.fork().insert(CityEntity, set.city);
  await insertRows(
    city.fork(),
    DistrictEntity,
    set.areas.map((row) => ({ ...record(row), cityCode: row.parentCode })),
  );
  await insertRows(
    district.fork(),
    TownshipEntity,
    set.streets.map((row) => ({ ...record(row), districtCode: row.parentCode })),
  );
  await insertRows(
    township.fork(),
    CommunityEntity,
    set.villages.map((row) => ({ ...record(row), townshipCode: row.parentCode })),
  );
}
