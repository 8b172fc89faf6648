import type DataLoader from 'dataloader';
import { entityLoader } from '../../../shared/subgraph/entity-loader.ts';
import type { RequestScope } from '../../../shared/subgraph/request-scope.ts';
import { TownshipEntity, type TownshipRow } from './township.entity.ts';

export function townshipLoader(scope: RequestScope): DataLoader<string, TownshipRow | null> {
  return entityLoader<TownshipRow>(scope, TownshipEntity, 'code');
}
