import type { GraphQLSchema } from 'graphql';
import { createGraph, type Graph } from '../executor/graph.ts';
import type { QueryPlannerOptions } from '../planner/query.planner.ts';
import type { SupergraphSource } from '../supergraph/supergraph.source.ts';

/** The graph that is served now. Requests that began on an older one end on it. */
export interface CurrentGraph {
  get(): Graph;
  /** The graph that `apiSchema` belongs to; undefined where nothing holds it any more. */
  ofSchema(apiSchema: GraphQLSchema): Graph | undefined;
  onChange(listener: (graph: Graph) => void): () => void;
}

export function followSupergraph(source: SupergraphSource, options: QueryPlannerOptions): CurrentGraph {
  const listeners = new Set<(graph: Graph) => void>();
  const bySchema = new WeakMap<GraphQLSchema, Graph>();
  let current = take(source.current());

  function take(supergraphSdl: string): Graph {
    const graph = createGraph(supergraphSdl, options);
    bySchema.set(graph.apiSchema, graph);
    return graph;
  }

  source.onChange((supergraphSdl) => {
    current = take(supergraphSdl);
    for (const listener of listeners) listener(current);
  });
  return {
    get: () => current,
    ofSchema: (apiSchema) => bySchema.get(apiSchema),
    onChange: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}
