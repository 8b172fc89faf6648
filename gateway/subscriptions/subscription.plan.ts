import type { FetchNode, PlanNode } from '@graphql-hive/router-query-planner';

/** A subscription's plan: what the upstream sends, and what is joined to each event. */
export interface SubscriptionPlan {
  readonly primary: FetchNode;
  readonly joins: readonly PlanNode[];
}

export function splitSubscriptionPlan(root: PlanNode | undefined): SubscriptionPlan {
  if (root?.kind === 'Subscription') return { primary: root.primary, joins: [] };
  if (root?.kind === 'Sequence') {
    const [first, ...joins] = root.nodes;
    if (first?.kind === 'Subscription') return { primary: first.primary, joins };
  }
  throw new Error(`The plan of a subscription begins with ${root?.kind ?? 'nothing'} where an upstream should stand.`);
}
