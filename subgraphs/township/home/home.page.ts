import { childConnection } from '../../../shared/paging/child-connection.ts';
import type { SqlRow } from '../../../shared/paging/child-pages.ts';
import type { Connection } from '../../../shared/paging/connection.ts';
import type { PageArguments } from '../../../shared/paging/page-request.ts';
import type { RequestScope } from '../../../shared/subgraph/request-scope.ts';
import type { HomeRow } from './home.entity.ts';

const parentColumns = { Community: 'community_code', Township: 'township_code', Station: 'station_id' } as const;

/** The homes of a community, a town or a station, by id. */
export function homesOf(
  scope: RequestScope,
  parentType: keyof typeof parentColumns,
  request: { parent: string; page: PageArguments },
): Promise<Connection<HomeRow>> {
  return childConnection(
    scope,
    {
      name: `${parentType}.homes`,
      table: 'home',
      parentColumn: parentColumns[parentType],
      keyColumn: 'id',
      toNode: toHome,
      keyOf: (row) => row.id,
    },
    request,
  );
}

function toHome(row: SqlRow): HomeRow {
  return {
    id: String(row['id']),
    name: String(row['name']),
    communityCode: String(row['community_code']),
    townshipCode: String(row['township_code']),
    stationId: typeof row['station_id'] === 'string' ? row['station_id'] : null,
    synthetic: Boolean(row['synthetic']),
  };
}
