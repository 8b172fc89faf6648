import { LeastRecentlyUsed } from '../cache/least-recently-used.ts';
import type { JsonObject } from '../transport/subgraph-answer.ts';
import type { Graph } from './graph.ts';
import type { PreparedOperation } from './operation.ts';
import { createObjectWriter, type ObjectWriter } from './response.writer.ts';

type Writers = LeastRecentlyUsed<ObjectWriter>;

const byGraph = new WeakMap<Graph, WeakMap<PreparedOperation, Writers>>();

/** Sets of answers to an operation's @skip and @include whose writers are kept. */
const keptVariants = 32;

/** What writes the data of an operation, made once for each answer to its @skip and @include. */
export function rootWriterOf(
  graph: Graph,
  prepared: PreparedOperation,
  coercedVariables: Readonly<JsonObject>,
): ObjectWriter {
  const ofGraph = byGraph.get(graph) ?? new WeakMap<PreparedOperation, Writers>();
  byGraph.set(graph, ofGraph);
  const writers = ofGraph.get(prepared) ?? new LeastRecentlyUsed<ObjectWriter>(keptVariants);
  ofGraph.set(prepared, writers);
  const variant = prepared.conditions.map((name) => String(coercedVariables[name])).join();
  const writer = writers.get(variant) ?? createRootWriter(graph, prepared, coercedVariables);
  writers.set(variant, writer);
  return writer;
}

function createRootWriter(
  { apiSchema }: Graph,
  { operation, fragments }: PreparedOperation,
  coercedVariables: Readonly<JsonObject>,
): ObjectWriter {
  const type = apiSchema.getRootType(operation.operation);
  if (!type) throw new Error(`The schema has no type for a ${operation.operation}.`);
  const context = { schema: apiSchema, fragments, coercedVariables };
  return createObjectWriter(context, { isRoot: true, sets: [operation.selectionSet] }, type);
}
