import { congressLevels, type CongressLevel } from '../../../shared/lifecycle/congress-level.ts';
import type { RequestScope } from '../../../shared/subgraph/request-scope.ts';
import { DeputyEntity, DeputyLevelEntity, type DeputyRow } from './deputy.entity.ts';

const unmanaged = { disableIdentityMap: true } as const;

export function deputyLoaders(scope: RequestScope) {
  const { em } = scope;
  return {
    deputy: scope.loader<DeputyRow | null>('deputy', async (ids) => {
      const rows = await em.find(DeputyEntity, { id: { $in: [...ids] } }, unmanaged);
      const byId = new Map(rows.map((row) => [row.id, row]));
      return ids.map((id) => byId.get(id) ?? null);
    }),
    levels: scope.loader<CongressLevel[]>('deputyLevels', async (ids) => {
      const rows = await em.find(DeputyLevelEntity, { deputyId: { $in: [...ids] } }, unmanaged);
      const byDeputy = Map.groupBy(rows, (row) => row.deputyId);
      return ids.map((id) => {
        const own = (byDeputy.get(id) ?? []).map((row) => row.level);
        return congressLevels.filter((level) => own.includes(level));
      });
    }),
  };
}
