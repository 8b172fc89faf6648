import type { PlanNode } from '@graphql-hive/router-query-planner';
import { clientKey } from '../planner/planned-alias.ts';
import type { ResponsePath } from './execution.ts';
import { tracesOf } from './plan.trace.ts';

type Origins = ReadonlyMap<string, ReadonlySet<string>>;

const known = new WeakMap<PlanNode, Origins>();

/** The subgraph that answers for a place in the response; undefined where several do. */
export function originOf(plans: readonly PlanNode[], path: ResponsePath): string | undefined {
  const fields = path.filter((segment) => typeof segment === 'string').map((key) => `/${key}`);
  const subgraphs = new Set(plans.flatMap((plan) => [...(originsOf(plan).get(fields.join('')) ?? [])]));
  return subgraphs.size === 1 ? [...subgraphs][0] : undefined;
}

/** Worked out for plans whose subgraphs have answered what does not fit, once for each. */
function originsOf(plan: PlanNode): Origins {
  const origins = known.get(plan) ?? readOrigins(plan);
  known.set(plan, origins);
  return origins;
}

function readOrigins(plan: PlanNode): Origins {
  const origins = new Map<string, Set<string>>();
  for (const { node, fields } of tracesOf(plan)) {
    for (const field of fields) {
      const shown = field.split('/').map(clientKey).join('/');
      origins.set(shown, (origins.get(shown) ?? new Set()).add(node.serviceName));
    }
  }
  return origins;
}
