import type { SubgraphAnswer } from '../transport/subgraph-answer.ts';
import type { RootFetch } from './compiled-plan.ts';
import { addFault, type Execution } from './execution.ts';
import { mergeInto } from './merge.step.ts';
import { writeRequest } from './request.writer.ts';
import { rewritePath } from './rewrite.step.ts';
import { rootKeys } from './root-keys.ts';
import { send } from './send.step.ts';

/** Fetches fields of Query or Mutation. */
export async function runRootFetch(execution: Execution, fetch: RootFetch): Promise<void> {
  const request = writeRequest(fetch.request, execution.variables);
  takeRootAnswer(execution, fetch, await send(execution, fetch.request.subgraph, request));
}

/** Also the way in for an event of a subscription, which is the answer of the subscription's root field. */
export function takeRootAnswer(execution: Execution, fetch: RootFetch, answer: SubgraphAnswer): void {
  const { outputRewrites, rewrite, request } = fetch;
  for (const fault of answer.errors ?? []) {
    if (fault.path?.length) addFault(execution, fault, rewritePath(outputRewrites, fault.path));
    else if (answer.data) addFault(execution, fault, undefined);
    else for (const key of rootKeys(request.query)) addFault(execution, fault, [key]);
  }
  if (!answer.data) {
    // One field that may not be null took all others with it, which are not at fault.
    execution.leftOut.push(...rootKeys(request.query).map((key) => [key]));
    return;
  }
  rewrite(answer.data);
  mergeInto(execution.data, answer.data);
}
