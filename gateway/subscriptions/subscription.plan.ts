import type { FetchNode, PlanNode } from '@graphql-hive/router-query-planner';
import { compileJoins, compileRootFetch, type CompiledStep, type RootFetch } from '../executor/compiled-plan.ts';
import type { Graph } from '../executor/graph.ts';

/** A subscription's plan: what the upstream sends, and what is joined to each event. */
export interface SubscriptionPlan {
  readonly primary: RootFetch;
  readonly joins: CompiledStep;
}

export function compileSubscription({ isTypeOf }: Graph, root: PlanNode | undefined): SubscriptionPlan {
  if (!root) throw new Error('A subscription came to a plan without fetches.');
  const { primary, joins } = splitPlan(root);
  return { primary: compileRootFetch(primary, isTypeOf), joins: compileJoins(root, joins, isTypeOf) };
}

function splitPlan(root: PlanNode): { readonly primary: FetchNode; readonly joins: readonly PlanNode[] } {
  if (root.kind === 'Subscription') return { primary: root.primary, joins: [] };
  if (root.kind === 'Sequence') {
    const [first, ...joins] = root.nodes;
    if (first?.kind === 'Subscription') return { primary: first.primary, joins };
  }
  throw new Error(`The plan of a subscription begins with ${root.kind} where an upstream should stand.`);
}
