import type DataLoader from 'dataloader';
import type { RequestScope } from '../../../shared/subgraph/request-scope.ts';
import { HomeEntity, type HomeRow } from './home.entity.ts';

export function homeLoader(scope: RequestScope): DataLoader<string, HomeRow | null> {
  return scope.loader<HomeRow | null>('home', async (ids) => {
    const rows = await scope.em.find(HomeEntity, { id: { $in: [...ids] } }, { disableIdentityMap: true });
    const byId = new Map(rows.map((row) => [row.id, row]));
    return ids.map((id) => byId.get(id) ?? null);
  });
}
