import type { PlanNode } from '@graphql-hive/router-query-planner';
import { compilePlan, type CompiledStep } from './compiled-plan.ts';
import { runEntityFetch } from './entity-fetch.step.ts';
import type { Execution } from './execution.ts';
import type { Graph } from './graph.ts';
import { runNestedRootFetch } from './nested-root-fetch.step.ts';
import { runRootFetch } from './root-fetch.step.ts';

const compiled = new WeakMap<PlanNode, CompiledStep>();

/** Runs a plan, which is compiled once for as long as it is kept, and adds what it brings to the execution. */
export function runPlan(execution: Execution, graph: Graph, plan: PlanNode): Promise<void> {
  execution.plans.push(plan);
  return runSteps(execution, stepsOf(graph, plan));
}

function stepsOf({ isTypeOf }: Graph, plan: PlanNode): CompiledStep {
  const known = compiled.get(plan) ?? compilePlan(plan, isTypeOf);
  compiled.set(plan, known);
  return known;
}

/** Runs a part of a plan. */
export async function runSteps(execution: Execution, step: CompiledStep): Promise<void> {
  switch (step.kind) {
    case 'root':
      return runRootFetch(execution, step);
    case 'nested-root':
      return runNestedRootFetch(execution, step);
    case 'entities':
      return runEntityFetch(execution, step);
    case 'sequence':
      for (const each of step.steps) await runSteps(execution, each);
      return;
    case 'parallel':
      await Promise.all(step.steps.map((each) => runSteps(execution, each)));
      return;
  }
}
