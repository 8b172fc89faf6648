import type { PlanNode, QueryPlanner as NativePlanner } from '@graphql-hive/router-query-planner';
import { parse, print } from 'graphql';
import { createTypenameAddition, type PlannedGraph } from './abstract-typename.ts';
import { LeastRecentlyUsed } from '../cache/least-recently-used.ts';
import { createOverrideShare } from './override-share.ts';
import { withPlannedAliases } from './planned-alias.ts';

/** How an operation is answered; undefined where no subgraph is needed. */
export interface Plan {
  readonly root: PlanNode | undefined;
}

/** Plans operations over one supergraph. */
export interface QueryPlanner {
  /** `operation` is valid against the supergraph's API schema and has no introspection fields. */
  plan(operation: string, operationName: string | undefined): Promise<Plan>;
}

export interface QueryPlannerOptions {
  /** Plans that are kept, by the text of their operation. */
  readonly cacheSize: number;
}

/** No label of @override(label:) is switched on but those that are percentages. */
const activeLabels = new Set<string>();

interface Planned {
  readonly operation: string;
  readonly operationName: string | undefined;
  readonly percentage: number;
}

/**
 * The native planner is loaded with the first plan, so that a gateway on engine `apollo` serves queries where the planner
 * has no binary. Equal operations that are asked for at once are planned once.
 */
export function createQueryPlanner(graph: PlannedGraph, options: QueryPlannerOptions): QueryPlanner {
  const { supergraphSdl } = graph;
  const plans = new LeastRecentlyUsed<Promise<Plan>>(options.cacheSize);
  const addTypenames = createTypenameAddition(graph);
  const share = createOverrideShare(supergraphSdl);
  let native: Promise<NativePlanner> | undefined;

  async function planNew({ operation, operationName, percentage }: Planned): Promise<Plan> {
    native ??= loadNative(supergraphSdl);
    const text = print(addTypenames(withPlannedAliases(parse(operation, { noLocation: true }))));
    const plan = await (await native).planAsync(text, operationName, activeLabels, percentage);
    return { root: plan.node };
  }

  return {
    plan: (operation, operationName) => {
      const percentage = share.draw();
      const key = `${percentage} ${operationName ?? ''}\n${operation}`;
      const known = plans.get(key);
      if (known) return known;
      const planned = planNew({ operation, operationName, percentage });
      plans.set(key, planned);
      planned.catch(() => plans.delete(key));
      return planned;
    },
  };
}

async function loadNative(supergraphSdl: string): Promise<NativePlanner> {
  const { QueryPlanner: Native } = await import('@graphql-hive/router-query-planner').catch((error: unknown) => {
    throw new Error(
      'The native query planner has no binary for this platform (it needs glibc on x64 or arm64). ' +
        'GATEWAY_ENGINE=apollo serves queries and mutations without it; subscriptions need it.',
      { cause: error },
    );
  });
  return new Native(supergraphSdl);
}
