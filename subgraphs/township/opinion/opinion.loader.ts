import type DataLoader from 'dataloader';
import { entityLoader } from '../../../shared/subgraph/entity-loader.ts';
import type { RequestScope } from '../../../shared/subgraph/request-scope.ts';
import { OpinionEntity, type OpinionRow } from './opinion.entity.ts';

export function opinionLoader(scope: RequestScope): DataLoader<string, OpinionRow | null> {
  return entityLoader<OpinionRow>(scope, OpinionEntity, 'id');
}
