import type { FlattenNodePathSegment, PlanNode } from '@graphql-hive/router-query-planner';
import { runBatchFetch, runEntityFetch } from './entity-fetch.step.ts';
import type { Execution } from './execution.ts';
import { runRootFetch } from './root-fetch.step.ts';

/** Runs a plan, or the part of it that stands under `scope`, and adds what it brings to the execution. */
export async function runPlan(
  execution: Execution,
  node: PlanNode,
  scope: readonly FlattenNodePathSegment[] = [],
): Promise<void> {
  switch (node.kind) {
    case 'Fetch':
      return node.requires ? runEntityFetch(execution, node, scope) : runRootFetch(execution, node);
    case 'BatchFetch':
      return runBatchFetch(execution, node);
    case 'Flatten':
      return runPlan(execution, node.node, [...scope, ...node.path]);
    case 'Sequence':
      for (const step of node.nodes) await runPlan(execution, step, scope);
      return;
    case 'Parallel':
      await Promise.all(node.nodes.map((branch) => runPlan(execution, branch, scope)));
      return;
    case 'Condition': {
      const branch = execution.coercedVariables[node.condition] === true ? node.ifClause : node.elseClause;
      if (branch) await runPlan(execution, branch, scope);
      return;
    }
    case 'Subscription':
    case 'Defer':
      throw new Error(`A plan holds a ${node.kind} node where only fetches can stand.`);
  }
}
