import { createQueryPlanner, type QueryPlanner, type QueryPlannerOptions } from '../planner/query.planner.ts';
import { readSupergraph, type SupergraphSchema } from '../supergraph/supergraph.schema.ts';

/** One version of the supergraph, ready to serve: its schemas and its planner. It never changes; a new one replaces it. */
export interface Graph extends SupergraphSchema {
  readonly planner: QueryPlanner;
}

export function createGraph(supergraphSdl: string, options: QueryPlannerOptions): Graph {
  const schema = readSupergraph(supergraphSdl);
  return { ...schema, planner: createQueryPlanner(schema, options) };
}
