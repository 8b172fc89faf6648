import type { PlanNode } from '@graphql-hive/router-query-planner';
import type { DocumentNode } from 'graphql';
import type { PlannedGraph, Typenames } from './abstract-typename.ts';
import type { PlanChecker } from './check/plan.checker.ts';
import { amendFetches, type FetchedField } from './fetch-amendment.ts';
import { joinGraphOf } from './join-graph.ts';
import { createMemberAddition } from './union-members.ts';

/** A plan for `document` with what its fetches can bring beside that which the planner looked for. */
export type PlanCompletion = (document: DocumentNode, root: PlanNode | undefined) => PlanNode | undefined;

export function createPlanCompletion(
  graph: PlannedGraph,
  { typenames, check }: { readonly typenames: Typenames; readonly check: PlanChecker },
): PlanCompletion {
  return (document, root) => {
    if (!root) return undefined;
    const joins = joinGraphOf(graph);
    const addMembers = createMemberAddition({ joins, isTypeOf: graph.isTypeOf }, document);
    const widened: FetchedField[] = [];
    const whole = amendFetches(joins, { root, document }, (field, selection) => {
      const typed = typenames.amendment(field, selection);
      const wide = addMembers(field, typed);
      if (wide !== typed) widened.push(field);
      return wide;
    });
    // What was added must not make a subgraph refuse the rest.
    if (widened.length === 0 || check(document, whole) === undefined) return whole;
    return amendFetches(joins, { root, document }, typenames.amendment);
  };
}
