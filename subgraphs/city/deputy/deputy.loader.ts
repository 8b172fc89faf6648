import { congressLevels, type CongressLevel } from '../../../shared/lifecycle/congress-level.ts';
import { entityLoader } from '../../../shared/subgraph/entity-loader.ts';
import type { RequestScope } from '../../../shared/subgraph/request-scope.ts';
import { DeputyEntity, DeputyLevelEntity, type DeputyRow } from './deputy.entity.ts';

export function deputyLoaders(scope: RequestScope) {
  return {
    deputy: entityLoader<DeputyRow>(scope, DeputyEntity, 'id'),
    levels: scope.loader<CongressLevel[]>('deputyLevels', async (ids) => {
      const rows = await scope.em.find(
        DeputyLevelEntity,
        { deputyId: { $in: [...ids] } },
        { disableIdentityMap: true },
      );
      const byDeputy = Map.groupBy(rows, (row) => row.deputyId);
      return ids.map((id) => {
        const own = (byDeputy.get(id) ?? []).map((row) => row.level);
        return congressLevels.filter((level) => own.includes(level));
      });
    }),
  };
}
