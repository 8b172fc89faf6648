import { QueryPlanner } from '@graphql-hive/router-query-planner';
import type { Plan, PlannedOperation } from './plan.ts';

/** What the process is told. */
export interface NativePlannerOrder {
  readonly id: number;
  /** Which supergraph, as its gateway numbers them. */
  readonly graph: number;
  /** The supergraph itself, where the process may not know it. */
  readonly supergraphSdl: string | undefined;
  readonly operation: PlannedOperation;
}

/** The plan, or why there is none, or that the supergraph has to be told (again). */
export type NativePlannerAnswer =
  | { readonly id: number; readonly plan: Plan }
  | { readonly id: number; readonly fault: string }
  | { readonly id: number; readonly lacks: 'supergraph' };

/** No label of @override(label:) is switched on but those that are percentages. */
const activeLabels = new Set<string>();

/** The graph that is served, and those on which requests may still end. */
const mostGraphs = 3;
const planners = new Map<number, QueryPlanner>();

function plannerOf({ graph, supergraphSdl }: NativePlannerOrder): QueryPlanner | undefined {
  const known = planners.get(graph);
  const planner = known ?? (supergraphSdl === undefined ? undefined : new QueryPlanner(supergraphSdl));
  if (!planner) return undefined;
  planners.delete(graph);
  planners.set(graph, planner);
  const [oldest] = planners.keys();
  if (planners.size > mostGraphs && oldest !== undefined) planners.delete(oldest);
  return planner;
}

function answer(order: NativePlannerOrder): NativePlannerAnswer {
  const { id, operation } = order;
  try {
    const planner = plannerOf(order);
    if (!planner) return { id, lacks: 'supergraph' };
    const { text, operationName, percentage } = operation;
    return { id, plan: { root: planner.plan(text, operationName, activeLabels, percentage).node } };
  } catch (error) {
    return { id, fault: (error as Error).message };
  }
}

process.on('message', (order: NativePlannerOrder) => process.send?.(answer(order)));
process.on('disconnect', () => process.exit());
// Its gateway decides when it ends, also where a signal is sent to both.
process.on('SIGINT', () => undefined);
process.on('SIGTERM', () => undefined);
