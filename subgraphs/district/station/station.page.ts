import { childConnection } from '../../../shared/paging/child-connection.ts';
import type { SqlRow } from '../../../shared/paging/child-pages.ts';
import type { Connection } from '../../../shared/paging/connection.ts';
import type { PageArguments } from '../../../shared/paging/page-request.ts';
import type { RequestScope } from '../../../shared/subgraph/request-scope.ts';
import type { StationRow } from './station.entity.ts';

const parentColumns = { District: 'district_code', Township: 'township_code' } as const;

/** The stations of a district, or of a street or town, by id. */
export function stationsOf(
  scope: RequestScope,
  parentType: keyof typeof parentColumns,
  request: { parent: string; page: PageArguments },
): Promise<Connection<StationRow>> {
  return childConnection(
    scope,
    {
      name: `${parentType}.stations`,
      table: 'station',
      parentColumn: parentColumns[parentType],
      keyColumn: 'id',
      toNode: toStation,
      keyOf: (row) => row.id,
    },
    request,
  );
}

function toStation(row: SqlRow): StationRow {
  return {
    id: String(row['id']),
    name: String(row['name']),
    districtCode: String(row['district_code']),
    townshipCode: typeof row['township_code'] === 'string' ? row['township_code'] : null,
    openedOn: typeof row['opened_on'] === 'string' ? row['opened_on'] : null,
    synthetic: Boolean(row['synthetic']),
  };
}
