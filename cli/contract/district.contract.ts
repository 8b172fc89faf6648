import { runChecks, type CheckReport } from './contract-check.ts';
import { openEndpoint, type EndpointOptions } from './contract-endpoint.ts';
import { entitiesCheck } from './entities.check.ts';
import { errorsCheck } from './errors.check.ts';
import { eventsCheck } from './events.check.ts';
import { pagingCheck } from './paging.check.ts';
import { schemaCheck } from './schema.check.ts';

export interface ContractTest extends EndpointOptions {
  /** The district that the endpoint serves, six digits. */
  readonly division: string;
}

/** Holds the endpoint of a district's own system to what the network asks of it. Nothing is changed there. */
export function testDistrictContract({ division, ...options }: ContractTest): Promise<CheckReport[]> {
  const checks = [schemaCheck, entitiesCheck, pagingCheck, eventsCheck, errorsCheck];
  return runChecks(checks, { endpoint: openEndpoint(options), division });
}
