import type { DivisionKind } from '../../shared/division/division-kind.ts';
import { upsertDivisions, type UpsertCounts } from '../../shared/division/upsert-divisions.ts';
import { inTransaction } from '../../shared/database/transaction.ts';
import type { CalendarDay } from '../../shared/lifecycle/calendar-day.ts';
import { CityEntity, DistrictEntity } from '../../subgraphs/city/division/division.entity.ts';
import { TownshipEntity } from '../../subgraphs/district/division/township.entity.ts';
import { CommunityEntity } from '../../subgraphs/township/division/community.entity.ts';
import type { LevelDatabases } from '../level/level-databases.ts';
import type { DivisionSet } from './division-files.ts';
import type { DivisionRow } from './division-row.ts';
import type { LevelCounts } from './import-report.ts';

/**
 * Brings a city's divisions in the three databases to the given set, all or nothing: the three transactions are open at
 * once, and none commits before all have written. `asOf` is the day from which new divisions count and gone ones end.
 */
export async function importDivisions(
  databases: LevelDatabases,
  set: DivisionSet,
  asOf: CalendarDay,
): Promise<LevelCounts[]> {
  const cityPrefix = set.city.code.slice(0, 4);
  const table = { cityPrefix, today: asOf };
  return inTransaction(databases.city, (city) =>
    inTransaction(databases.district, (district) =>
      inTransaction(databases.township, async (township) => {
        await city.upsert(CityEntity, { code: set.city.code, name: set.city.name });
        const districts = set.areas.map((row) => ({ ...toRecord(row, asOf), cityCode: set.city.code }));
        const townships = set.streets.map((row) => ({ ...toRecord(row, asOf), districtCode: row.parentCode }));
        const communities = set.villages.map((row) => ({ ...toRecord(row, asOf), townshipCode: row.parentCode }));
        return [
          toCounts('district', await upsertDivisions(city, { entity: DistrictEntity, ...table }, districts)),
          toCounts('township', await upsertDivisions(district, { entity: TownshipEntity, ...table }, townships)),
          toCounts('community', await upsertDivisions(township, { entity: CommunityEntity, ...table }, communities)),
        ];
      }),
    ),
  );
}

interface DivisionColumns {
  readonly code: string;
  readonly name: string;
  readonly kind: DivisionKind;
  readonly validFrom: string;
  readonly validTo: string | null;
}

function toRecord({ code, name, kind }: DivisionRow, validFrom: CalendarDay): DivisionColumns {
  return { code, name, kind, validFrom, validTo: null };
}

function toCounts(level: LevelCounts['level'], counts: UpsertCounts): LevelCounts {
  return { level, ...counts };
}
