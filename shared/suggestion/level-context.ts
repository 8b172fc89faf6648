import type { EventLog } from '../events/event-log.ts';
import type { RequestScope } from '../subgraph/request-scope.ts';
import type { SuggestionDeps } from './suggestion.service.ts';

/** What resolvers of a level's subgraph get as GraphQL context. */
export interface LevelContext {
  readonly scope: RequestScope;
  readonly suggestions: SuggestionDeps;
  readonly log: EventLog;
  /** Aborted when the client goes away or the subgraph stops. */
  readonly signal: AbortSignal;
}
