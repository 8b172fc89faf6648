import type { FetchNode } from '@graphql-hive/router-query-planner';
import type { SubgraphAnswer } from '../transport/subgraph-answer.ts';
import { addFault, type Execution } from './execution.ts';
import { mergeInto } from './merge.step.ts';
import { rewrite, rewritePath } from './rewrite.step.ts';
import { rootKeys } from './root-keys.ts';
import { send } from './send.step.ts';

/** Fetches fields of Query or Mutation. */
export async function runRootFetch(execution: Execution, node: FetchNode): Promise<void> {
  takeRootAnswer(execution, node, await send(execution, node));
}

/** Also the way in for an event of a subscription, which is the answer of the subscription's root field. */
export function takeRootAnswer(execution: Execution, node: FetchNode, answer: SubgraphAnswer): void {
  for (const fault of answer.errors ?? []) {
    if (fault.path?.length) addFault(execution, fault, rewritePath(node.outputRewrites, fault.path));
    else if (answer.data) addFault(execution, fault, undefined);
    else for (const key of rootKeys(node.operation)) addFault(execution, fault, [key]);
  }
  if (!answer.data) return;
  rewrite(execution, node.outputRewrites, answer.data);
  mergeInto(execution.data, answer.data);
}
