import type { PlanNode } from '@graphql-hive/router-query-planner';
import { parse, print, type DocumentNode } from 'graphql';
import { ClientError } from '../../shared/errors/client-error.ts';
import { createTypenames, interfaceObjects, type PlannedGraph } from './abstract-typename.ts';
import { createApolloPlanner } from './apollo.planner.ts';
import { createPlanChecker } from './check/plan.checker.ts';
import { withConcreteFragments } from './concrete-fragments.ts';
import { decideConditions, type Conditions } from './condition-decision.ts';
import { createContextualFieldCheck } from './contextual-fields.ts';
import { createNativePlanner } from './native.planner.ts';
import { PlannerEnded, type Plan, type PlannedOperation } from './plan.ts';
import { createPlanCompletion } from './plan-completion.ts';
import { withPlannedAliases } from './planned-alias.ts';
import { rootParts } from './root-parts.ts';
import { interfacesWithVaryingFields, withWiderFragments } from './wider-fragments.ts';

/** An operation of a client and what decides on its plan. */
export interface PlanningOrder extends PlannedOperation {
  readonly conditions: Conditions;
}

export interface PlanningOptions {
  /** Told of each operation that the native planner could not plan as it is. */
  readonly onFallback?: (fallback: PlanningFallback) => void;
}

export interface PlanningFallback {
  readonly operation: string;
  /** What found the plan; undefined where none is without fault: the native planner's stands, if it has one. */
  readonly way: PlanningWay['name'] | undefined;
  /** What was wrong with the plans of the ways before. */
  readonly faults: readonly string[];
}

export interface Planning {
  /** Plans anew each time. Rejects with ClientError OPERATION_NOT_PLANNED where no planner can. */
  plan(order: PlanningOrder): Promise<Plan>;
  stop(): Promise<void>;
}

interface PlanningWay {
  readonly name:
    | 'native'
    | 'native, root field by root field'
    | 'native, of whole interfaces'
    | 'apollo'
    | 'apollo, of whole interfaces';
  readonly isNative: boolean;
  /** Undefined where it would be no other way than those before it. */
  plan(document: DocumentNode, order: PlanningOrder): Promise<Plan> | undefined;
}

interface Attempt {
  readonly plan: Plan | undefined;
  readonly fault: string | undefined;
  /** Whether the planner ended over the operation. */
  readonly hasEnded: boolean;
}

/**
 * Plans an operation in the first way whose plan stands the check: the native planner takes a millisecond, and is wrong
 * about few operations; @apollo/query-planner takes much longer, and is wrong about others.
 */
export function createPlanning(graph: PlannedGraph, { onFallback }: PlanningOptions): Planning {
  const typenames = createTypenames(graph);
  const objects = interfaceObjects(graph.supergraphSdl);
  const check = createPlanChecker(graph);
  const assertNotContextual = createContextualFieldCheck(graph);
  const complete = createPlanCompletion(graph, { typenames, check });
  const { ways, stop } = createWays(graph);

  function documentToPlan({ text, conditions }: PlanningOrder): DocumentNode | undefined {
    const decided = decideConditions(parse(text, { noLocation: true }), conditions);
    if (!decided) return undefined;
    const concrete = withConcreteFragments(graph.apiSchema, objects, decided);
    return typenames.add(withPlannedAliases(graph.apiSchema, concrete));
  }

  async function attempt(planning: Promise<Plan>, document: DocumentNode): Promise<Attempt> {
    try {
      const root = complete(document, (await planning).root);
      return { plan: { root }, fault: check(document, root), hasEnded: false };
    } catch (error) {
      return { plan: undefined, fault: (error as Error).message, hasEnded: error instanceof PlannerEnded };
    }
  }

  async function plan(order: PlanningOrder): Promise<Plan> {
    const document = documentToPlan(order);
    if (!document) return { root: undefined };
    assertNotContextual(document);
    const spared = typenames.spare(document);
    const faults: string[] = [];
    let faulty: Plan | undefined;
    const isEnded = { native: false, other: false };
    for (const way of ways) {
      const planner = way.isNative ? 'native' : 'other';
      const planning = isEnded[planner] ? undefined : way.plan(spared, order);
      if (!planning) continue;
      const outcome = await attempt(planning, document);
      if (outcome.plan && outcome.fault === undefined) {
        if (faults.length > 0) onFallback?.({ operation: order.text, way: way.name, faults });
        return outcome.plan;
      }
      faults.push(`${way.name}: ${outcome.fault}`);
      // The native planner refuses what nobody can answer; the other one leaves it out.
      if (way.isNative) faulty ??= outcome.plan;
      isEnded[planner] ||= outcome.hasEnded;
    }
    onFallback?.({ operation: order.text, way: undefined, faults });
    if (faulty) return faulty;
    throw new ClientError(
      'OPERATION_NOT_PLANNED',
      'The graph cannot answer this operation: its subgraphs have no way to all of its fields.',
    );
  }

  return { plan, stop };
}

function createWays(graph: PlannedGraph): {
  readonly ways: readonly PlanningWay[];
  readonly stop: () => Promise<void>;
} {
  const planNatively = createNativePlanner(graph.supergraphSdl);
  const apollo = createApolloPlanner(graph.supergraphSdl);
  const confusing = new Set([
    ...interfaceObjects(graph.supergraphSdl),
    ...interfacesWithVaryingFields(graph.apiSchema),
  ]);
  const write = (document: DocumentNode, { operationName, percentage }: PlanningOrder): PlannedOperation => ({
    text: print(document),
    operationName,
    percentage,
  });
  const widened = (document: DocumentNode, order: PlanningOrder): PlannedOperation | undefined => {
    const wider = withWiderFragments(graph.apiSchema, confusing, document);
    return wider && write(wider, order);
  };
  const ways: readonly PlanningWay[] = [
    { name: 'native', isNative: true, plan: (document, order) => planNatively(write(document, order)) },
    {
      name: 'native, root field by root field',
      isNative: true,
      plan: (document, order) => {
        const parts = rootParts(document);
        return parts && planSideBySide(parts.map((part) => planNatively(write(part, order))));
      },
    },
    {
      name: 'native, of whole interfaces',
      isNative: true,
      plan: (document, order) => {
        const wider = widened(document, order);
        return wider && planNatively(wider);
      },
    },
    { name: 'apollo', isNative: false, plan: (document, order) => apollo.plan(write(document, order)) },
    {
      name: 'apollo, of whole interfaces',
      isNative: false,
      plan: (document, order) => {
        const wider = widened(document, order);
        return wider && apollo.plan(wider);
      },
    },
  ];
  return { ways, stop: () => apollo.stop() };
}

async function planSideBySide(parts: readonly Promise<Plan>[]): Promise<Plan> {
  const plans = await Promise.all(parts);
  const nodes = plans.flatMap(({ root }): PlanNode[] => (root ? [root] : []));
  return { root: { kind: 'Parallel', nodes } };
}
