import type { EntitySchema } from '@mikro-orm/core';
import type { Database } from '../../shared/database/open-database.ts';
import type { DivisionCode } from '../../shared/division/division-code.ts';
import type { DivisionKind } from '../../shared/division/division-kind.ts';
import { DistrictEntity } from '../../subgraphs/city/division/division.entity.ts';
import { TownshipEntity } from '../../subgraphs/district/division/township.entity.ts';
import { CommunityEntity } from '../../subgraphs/township/division/community.entity.ts';
import type { LevelDatabases } from '../level/level-databases.ts';
import { seededCity } from './plan/seeded-city.ts';
import type { SeedDivision, SeedDivisions } from './plan/seed-division.ts';

/** The divisions of the seeded city that are in force, by code; empty where that city was not imported. */
export async function readSeedDivisions({ city, district, township }: LevelDatabases): Promise<SeedDivisions> {
  return {
    districts: await readTable(city, DistrictEntity),
    townships: await readTable(district, TownshipEntity),
    communities: await readTable(township, CommunityEntity),
  };
}

interface DivisionTableRow {
  readonly code: string;
  readonly name: string;
  readonly kind: DivisionKind;
}

async function readTable<Row extends DivisionTableRow>(
  database: Database,
  entity: EntitySchema<Row>,
): Promise<SeedDivision[]> {
  const inForce = { code: { $like: `${seededCity.slice(0, 4)}%` }, validTo: null };
  const order = { orderBy: { code: 'asc' }, disableIdentityMap: true };
  const rows = (await database.fork().find(entity, inForce, order)) as DivisionTableRow[];
  return rows.map(({ code, name, kind }) => ({ code: code as DivisionCode, name, kind }));
}
