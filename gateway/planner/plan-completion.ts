import type { PlanNode } from '@graphql-hive/router-query-planner';
import type { DocumentNode } from 'graphql';
import type { PlannedGraph, Typenames } from './abstract-typename.ts';
import type { PlanChecker } from './check/plan.checker.ts';
import { amendFetches, type FetchedField } from './fetch-amendment.ts';
import { joinGraphOf } from './join-graph.ts';
import { withKeyedEntities } from './keyed-entities.ts';
import { createMemberAddition, type MemberContext } from './union-members.ts';

/**
 * A plan for `document` with what its fetches can bring beside that which the planner looked for; where only that makes it
 * right, without the entities that a subgraph would not find.
 */
export type PlanCompletion = (document: DocumentNode, root: PlanNode | undefined) => PlanNode | undefined;

interface CompletionTools {
  readonly typenames: Typenames;
  readonly check: PlanChecker;
}

export function createPlanCompletion(graph: PlannedGraph, { typenames, check }: CompletionTools): PlanCompletion {
  return (document, root) => {
    if (!root) return undefined;
    const context = { joins: joinGraphOf(graph), isTypeOf: graph.isTypeOf };
    const amended = amend(context, document, root);
    const keyed = withKeyedEntities(context, amended);
    const isRight = (plan: PlanNode) => check(document, plan) === undefined;
    return keyed !== amended && !isRight(amended) && isRight(keyed) ? keyed : amended;
  };

  function amend({ joins, isTypeOf }: MemberContext, document: DocumentNode, root: PlanNode): PlanNode {
    const addMembers = createMemberAddition({ joins, isTypeOf }, document);
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
  }
}
