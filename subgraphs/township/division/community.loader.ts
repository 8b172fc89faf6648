import type DataLoader from 'dataloader';
import { entityLoader } from '../../../shared/subgraph/entity-loader.ts';
import type { RequestScope } from '../../../shared/subgraph/request-scope.ts';
import { CommunityEntity, type CommunityRow } from './community.entity.ts';

export function communityLoader(scope: RequestScope): DataLoader<string, CommunityRow | null> {
  return entityLoader<CommunityRow>(scope, CommunityEntity, 'code');
}
