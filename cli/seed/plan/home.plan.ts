import { parentOf } from '../../../shared/division/division-code.ts';
import { formatHomeId } from '../../../shared/division/entity-id.ts';
import type { StationRow } from '../../../subgraphs/district/station/station.entity.ts';
import type { HomeRow } from '../../../subgraphs/township/home/home.entity.ts';
import { communityName } from './community-name.ts';
import type { SeedDivision } from './seed-division.ts';

/** One home for each community and village, a contact point of the station of its street or town. */
export function planHomes(communities: readonly SeedDivision[], stations: readonly StationRow[]): HomeRow[] {
  const stationOf = new Map(stations.map(({ id, townshipCode }) => [townshipCode, id]));
  return communities.map(({ code, name }) => {
    const townshipCode = parentOf(code) ?? code;
    return {
      id: formatHomeId(code, 1),
      name: `${communityName(name)}人大代表之家`,
      communityCode: code,
      townshipCode,
      stationId: stationOf.get(townshipCode) ?? null,
      synthetic: true,
    };
  });
}
