import type { SubgraphFault } from '../transport/subgraph-answer.ts';
import type { NestedRootFetch } from './compiled-plan.ts';
import { placesOf } from './entity-path.ts';
import { addFault, type Execution, type ResponsePath } from './execution.ts';
import { copyOf, mergeInto } from './merge.step.ts';
import { writeRequest } from './request.writer.ts';
import { rewritePath } from './rewrite.step.ts';
import { rootKeys } from './root-keys.ts';
import { send } from './send.step.ts';

/** One request for all places: the root is the same from each. None where nothing leads back to it. */
export async function runNestedRootFetch(execution: Execution, { fetch, path }: NestedRootFetch): Promise<void> {
  const places = placesOf(execution, path);
  if (places.size === 0) return;
  const request = writeRequest(fetch.request, execution.variables);
  const { data, errors = [] } = await send(execution, fetch.request.subgraph, request);
  for (const fault of errors) {
    for (const inner of placesOfFault(fetch, fault)) {
      for (const place of [...places.values()].flat()) addFault(execution, fault, [...place, ...inner]);
    }
  }
  if (!data) return;
  fetch.rewrite(data);
  // A later join may change one of them alone.
  for (const object of places.keys()) mergeInto(object, copyOf(data));
}

/** In the answer, as the response shows it. A fault without a path is told of each root field. */
function placesOfFault({ request, outputRewrites }: NestedRootFetch['fetch'], { path }: SubgraphFault): ResponsePath[] {
  return path?.length ? [rewritePath(outputRewrites, path)] : rootKeys(request.query).map((key) => [key]);
}
