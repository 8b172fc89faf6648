import { LeastRecentlyUsed } from '../cache/least-recently-used.ts';
import type { JsonObject } from '../transport/subgraph-answer.ts';
import type { Graph } from './graph.ts';
import type { PreparedOperation } from './operation.ts';
import { createObjectProjection, type ObjectProjection } from './response.projection.ts';

type Projections = LeastRecentlyUsed<ObjectProjection>;

const byGraph = new WeakMap<Graph, WeakMap<PreparedOperation, Projections>>();

/** Sets of answers to an operation's @skip and @include whose projections are kept. */
const keptVariants = 32;

/** What shows the data of an operation, made once for each answer to its @skip and @include. */
export function rootProjectionOf(
  graph: Graph,
  prepared: PreparedOperation,
  coercedVariables: Readonly<JsonObject>,
): ObjectProjection {
  const ofGraph = byGraph.get(graph) ?? new WeakMap<PreparedOperation, Projections>();
  byGraph.set(graph, ofGraph);
  const projections = ofGraph.get(prepared) ?? new LeastRecentlyUsed<ObjectProjection>(keptVariants);
  ofGraph.set(prepared, projections);
  const variant = prepared.conditions.map((name) => String(coercedVariables[name])).join();
  const projection = projections.get(variant) ?? createRootProjection(graph, prepared, coercedVariables);
  projections.set(variant, projection);
  return projection;
}

function createRootProjection(
  { apiSchema, isTypeOf, isValueOf }: Graph,
  { operation, fragments }: PreparedOperation,
  coercedVariables: Readonly<JsonObject>,
): ObjectProjection {
  const type = apiSchema.getRootType(operation.operation);
  if (!type) throw new Error(`The schema has no type for a ${operation.operation}.`);
  const context = { schema: apiSchema, fragments, coercedVariables, isTypeOf, isValueOf };
  return createObjectProjection(context, { isRoot: true, sets: [operation.selectionSet] }, type);
}
