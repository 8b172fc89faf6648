import { parse, print } from 'graphql';
import { createTypenameAddition, type PlannedGraph } from './abstract-typename.ts';
import { createApolloPlanner } from './apollo.planner.ts';
import { decideConditions, type Conditions } from './condition-decision.ts';
import { createNativePlanner } from './native.planner.ts';
import type { Plan, PlannedOperation } from './plan.ts';
import { withPlannedAliases } from './planned-alias.ts';

/** An operation of a client and what decides on its plan. */
export interface PlanningOrder extends PlannedOperation {
  /** Undefined: the plan itself asks for them. */
  readonly conditions: Conditions | undefined;
}

export interface PlanningOptions {
  /** Told of each operation that the native planner left to the other one, and why. */
  readonly onFallback?: (fallback: PlanningFallback) => void;
}

export interface PlanningFallback {
  readonly operation: string;
  readonly reason: string;
}

export interface Planning {
  /** Plans anew each time. Rejects where no planner can. */
  plan(order: PlanningOrder): Promise<Plan>;
  stop(): Promise<void>;
}

/** Plans an operation with the native planner, and what that one cannot plan with @apollo/query-planner. */
export function createPlanning(graph: PlannedGraph, { onFallback }: PlanningOptions): Planning {
  const addTypenames = createTypenameAddition(graph);
  const planNatively = createNativePlanner(graph);
  const otherPlanner = createApolloPlanner(graph.supergraphSdl);

  function textToPlan({ text, conditions }: PlanningOrder): string | undefined {
    const document = parse(text, { noLocation: true });
    const decided = conditions ? decideConditions(document, conditions) : document;
    return decided && print(addTypenames(withPlannedAliases(graph.apiSchema, decided)));
  }

  async function plan(order: PlanningOrder): Promise<Plan> {
    const text = textToPlan(order);
    if (text === undefined) return { root: undefined };
    const operation = { text, operationName: order.operationName, percentage: order.percentage };
    try {
      return await planNatively(operation);
    } catch (error) {
      const { message: reason } = error as Error;
      onFallback?.({ operation: text, reason });
      return otherPlanner.plan(operation).catch((other: unknown) => {
        throw new Error(
          `No planner can plan this operation. The native one: ${reason}. The other one: ${(other as Error).message}`,
          { cause: error },
        );
      });
    }
  }

  return { plan, stop: () => otherPlanner.stop() };
}
