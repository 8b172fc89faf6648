import { setImmediate, setTimeout as pause } from 'node:timers/promises';
import { parse, validate } from 'graphql';
import type { Graph } from '../executor/graph.ts';
import type { HotOperation } from '../planner/query.planner.ts';

/** Milliseconds that all plans together may keep a new graph from taking over, and that one may keep the next waiting. */
const timeLimit = 2_000;
const planLimit = 50;
/** A pause that lost the race holds up nobody who stops. */
const unheld = { ref: false };

/**
 * Plans operations that were asked for on the graph before, so that the first requests to the new one find their plans.
 * Requests are served in between. What is not valid any more, or cannot be planned, is left to those who ask for it.
 */
export async function warmUp(graph: Graph, operations: readonly HotOperation[]): Promise<void> {
  const end = performance.now() + timeLimit;
  const plans: Promise<void>[] = [];
  for (const operation of operations) {
    if (performance.now() >= end) return;
    if (!isValid(graph, operation)) continue;
    const plan = graph.planner.warm(operation).catch(() => undefined);
    plans.push(plan);
    await Promise.race([plan, pause(planLimit, undefined, unheld)]);
    await setImmediate();
  }
  await Promise.race([Promise.all(plans), pause(Math.max(end - performance.now(), 0), undefined, unheld)]);
}

function isValid({ apiSchema }: Graph, { text }: HotOperation): boolean {
  return validate(apiSchema, parse(text, { noLocation: true })).length === 0;
}
