import { QueryPlanner } from '@graphql-hive/router-query-planner';
import type { LoadPlanner } from './planner.ts';

/** The planner of Hive Router, which engine liaison stands on. */
export const loadHivePlanner: LoadPlanner = (supergraphSdl) => {
  const planner = new QueryPlanner(supergraphSdl);
  return (operation, operationName) => planner.planAsync(operation, operationName, new Set(), 0);
};
