import { parse } from 'graphql';
import { LeastRecentlyUsed } from '../cache/least-recently-used.ts';
import type { JsonObject } from '../transport/subgraph-answer.ts';
import type { PlannedGraph } from './abstract-typename.ts';
import { conditionVariables, type Conditions } from './condition-decision.ts';
import { createOverrideShare } from './override-share.ts';
import type { Plan } from './plan.ts';
import { createPlanning, type PlanningOptions } from './planning.ts';

/** Plans operations over one supergraph and keeps the plans. Equal operations asked for at once are planned once. */
export interface QueryPlanner {
  /**
   * `operation` is valid against the API schema, has no introspection fields and stands alone in its text. Of `variables`,
   * which are coerced, only those are read that @skip and @include look at. Rejects with ClientError OPERATION_NOT_PLANNED.
   */
  plan(operation: string, operationName: string | undefined, variables: Readonly<JsonObject>): Promise<Plan>;
  /** The operations that were asked for most, the most first. */
  hottest(count: number): HotOperation[];
  /** Plans what was hot on the graph before; it has to be valid on this one. */
  warm(operation: HotOperation): Promise<void>;
  stop(): Promise<void>;
}

/** An operation and all that it was planned for. */
export interface HotOperation {
  readonly text: string;
  readonly operationName: string | undefined;
  readonly hits: number;
  readonly variants: readonly PlanVariant[];
}

/** What beside its text decides on the plan of an operation. */
export interface PlanVariant {
  readonly conditions: Conditions;
  readonly percentage: number;
}

export interface QueryPlannerOptions extends PlanningOptions {
  /** Operations whose plans are kept. */
  readonly cacheSize: number;
}

/** Plans of one operation that are kept: one for each way in which its @skip and @include were really decided. */
const variantCapacity = 64;

interface KnownOperation {
  readonly text: string;
  readonly operationName: string | undefined;
  readonly conditionVariables: readonly string[];
  readonly variants: LeastRecentlyUsed<PlannedVariant>;
  hits: number;
}

interface PlannedVariant extends PlanVariant {
  readonly plan: Promise<Plan>;
}

export function createQueryPlanner(graph: PlannedGraph, options: QueryPlannerOptions): QueryPlanner {
  const operations = new LeastRecentlyUsed<KnownOperation>(options.cacheSize);
  const planning = createPlanning(graph, options);
  const share = createOverrideShare(graph.supergraphSdl);

  function open(text: string, operationName: string | undefined): KnownOperation {
    const known = operations.get(text);
    if (known) return known;
    const opened = openOperation(text, operationName);
    operations.set(text, opened);
    return opened;
  }

  function planVariant({ text, operationName, variants }: KnownOperation, variant: PlanVariant): Promise<Plan> {
    const key = keyOf(variant);
    const known = variants.get(key);
    if (known) return known.plan;
    const plan = planning.plan({ text, operationName, ...variant });
    variants.set(key, { ...variant, plan });
    plan.catch(() => variants.delete(key));
    return plan;
  }

  return {
    plan: (text, operationName, variables) => {
      const operation = open(text, operationName);
      operation.hits += 1;
      const conditions = readConditions(operation.conditionVariables, variables);
      return planVariant(operation, { conditions, percentage: share.draw() });
    },
    hottest: (count) =>
      [...operations.values()]
        .sort((left, right) => right.hits - left.hits)
        .slice(0, count)
        .map(({ variants, ...operation }) => ({ ...operation, variants: [...variants.values()] })),
    warm: async ({ text, operationName, hits, variants }) => {
      const operation = open(text, operationName);
      // What was hot long ago cools down from graph to graph.
      operation.hits += Math.floor(hits / 2);
      await Promise.all(
        variants.map(({ conditions, percentage }) => planVariant(operation, { conditions, percentage })),
      );
    },
    stop: () => planning.stop(),
  };
}

function openOperation(text: string, operationName: string | undefined): KnownOperation {
  return {
    text,
    operationName,
    conditionVariables: conditionVariables(parse(text, { noLocation: true })),
    variants: new LeastRecentlyUsed(variantCapacity),
    hits: 0,
  };
}

const unconditional: Conditions = {};

function readConditions(names: readonly string[], variables: Readonly<JsonObject>): Conditions {
  if (names.length === 0) return unconditional;
  return Object.fromEntries(names.map((name) => [name, variables[name] === true]));
}

/** The variables of one operation always stand in the same order. */
function keyOf({ conditions, percentage }: PlanVariant): string {
  let key = `${percentage}`;
  for (const name in conditions) key += conditions[name] === true ? '+' : '-';
  return key;
}
