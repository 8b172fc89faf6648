import type { RequestScope } from '../../../shared/subgraph/request-scope.ts';
import { TownshipEntity, type TownshipRow } from './township.entity.ts';

export function townshipLoaders(scope: RequestScope) {
  const { em } = scope;
  return {
    township: scope.loader<TownshipRow | null>('township', async (codes) => {
      const rows = await em.find(TownshipEntity, { code: { $in: [...codes] } }, { disableIdentityMap: true });
      const byCode = new Map(rows.map((row) => [row.code, row]));
      return codes.map((code) => byCode.get(code) ?? null);
    }),
  };
}
