import type { QueryPlanner as NativePlanner } from '@graphql-hive/router-query-planner';
import { createAbortHazard } from './abort-hazard.ts';
import type { PlannedGraph } from './abstract-typename.ts';
import type { PlanOperation } from './plan.ts';

/** No label of @override(label:) is switched on but those that are percentages. */
const activeLabels = new Set<string>();

/** Hive Router's planner, off the event loop. It is loaded with the first plan and takes a few milliseconds for that. */
export function createNativePlanner(graph: PlannedGraph): PlanOperation {
  const isHazard = createAbortHazard(graph);
  let native: Promise<NativePlanner> | undefined;
  return async ({ text, operationName, percentage }) => {
    if (isHazard(text)) throw new Error('it could end the process over a required field of a type with several keys');
    native ??= loadNative(graph.supergraphSdl);
    const { node } = await (await native).planAsync(text, operationName, activeLabels, percentage);
    return { root: node };
  };
}

/** Rejects where there is no binary for the platform (it needs glibc on x64 or arm64) or it cannot read the supergraph. */
async function loadNative(supergraphSdl: string): Promise<NativePlanner> {
  const { QueryPlanner } = await import('@graphql-hive/router-query-planner');
  return new QueryPlanner(supergraphSdl);
}
