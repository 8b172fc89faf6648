import type DataLoader from 'dataloader';
import type { RequestScope } from '../../../shared/subgraph/request-scope.ts';
import { CommunityEntity, type CommunityRow } from './community.entity.ts';

export function communityLoader(scope: RequestScope): DataLoader<string, CommunityRow | null> {
  return scope.loader<CommunityRow | null>('community', async (codes) => {
    const rows = await scope.em.find(CommunityEntity, { code: { $in: [...codes] } }, { disableIdentityMap: true });
    const byCode = new Map(rows.map((row) => [row.code, row]));
    return codes.map((code) => byCode.get(code) ?? null);
  });
}
