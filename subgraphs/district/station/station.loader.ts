import type { RequestScope } from '../../../shared/subgraph/request-scope.ts';
import type DataLoader from 'dataloader';
import { StationEntity, type StationRow } from './station.entity.ts';

export function stationLoader(scope: RequestScope): DataLoader<string, StationRow | null> {
  return scope.loader<StationRow | null>('station', async (ids) => {
    const rows = await scope.em.find(StationEntity, { id: { $in: [...ids] } }, { disableIdentityMap: true });
    const byId = new Map(rows.map((row) => [row.id, row]));
    return ids.map((id) => byId.get(id) ?? null);
  });
}
