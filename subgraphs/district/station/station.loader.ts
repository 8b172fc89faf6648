import type DataLoader from 'dataloader';
import { entityLoader } from '../../../shared/subgraph/entity-loader.ts';
import type { RequestScope } from '../../../shared/subgraph/request-scope.ts';
import { StationEntity, type StationRow } from './station.entity.ts';

export function stationLoader(scope: RequestScope): DataLoader<string, StationRow | null> {
  return entityLoader<StationRow>(scope, StationEntity, 'id');
}
