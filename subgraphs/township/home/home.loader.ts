import type DataLoader from 'dataloader';
import { entityLoader } from '../../../shared/subgraph/entity-loader.ts';
import type { RequestScope } from '../../../shared/subgraph/request-scope.ts';
import { HomeEntity, type HomeRow } from './home.entity.ts';

export function homeLoader(scope: RequestScope): DataLoader<string, HomeRow | null> {
  return entityLoader<HomeRow>(scope, HomeEntity, 'id');
}
