import type { RequestScope } from '../../shared/subgraph/request-scope.ts';
import type { ChangeDeps } from './status-change/follow-changes.ts';

/** What network's resolvers get as GraphQL context. */
export interface NetworkContext {
  readonly scope: RequestScope;
  readonly changes: ChangeDeps;
  /** Aborted when the subgraph stops. */
  readonly signal: AbortSignal;
}
