import type { Logger } from '../../shared/telemetry/logger.ts';
import { createGraph, type Graph } from '../executor/graph.ts';
import { noPartitions } from '../partition/partition.ts';
import type { PartitionSource } from '../partition/partition.source.ts';
import { withPartitions } from '../partition/partitioned.graph.ts';
import type { PlanningFallback } from '../planner/planning.ts';
import type { SupergraphSource } from '../supergraph/supergraph.source.ts';
import { warmUp } from './graph.warm-up.ts';

/** The graph that is served now. Requests that began on an older one end on it. */
export interface CurrentGraph {
  get(): Graph;
  onChange(listener: (graph: Graph) => void): () => void;
  stop(): Promise<void>;
}

export interface CurrentGraphDependencies {
  readonly source: SupergraphSource;
  /** Undefined: each subgraph is one endpoint. */
  readonly partitions?: PartitionSource | undefined;
  readonly logger: Logger;
}

export interface CurrentGraphOptions {
  /** Operations whose plans are kept. */
  readonly planCache: number;
  /** Operations that are planned on a new graph before it takes over. */
  readonly planWarmUp: number;
}

/** Throws where the source's supergraph cannot be served; one that comes later is then refused, and the log tells why. */
export function followSupergraph(
  { source, partitions, logger }: CurrentGraphDependencies,
  { planCache, planWarmUp }: CurrentGraphOptions,
): CurrentGraph {
  const listeners = new Set<(graph: Graph) => void>();
  const onFallback = (fallback: PlanningFallback): void =>
    logger.info(fallback, 'the native planner cannot plan this operation as it is');
  let newest = source.current();
  let current = take(newest);
  let changing = Promise.resolve();
  let isStopped = false;

  function take(supergraphSdl: string): Graph {
    const graph = createGraph(supergraphSdl, { cacheSize: planCache, onFallback });
    const { unenforced: directives } = graph;
    if (directives.length > 0) {
      logger.warn({ directives }, 'the gateway leaves it to the subgraphs to enforce who may read what');
    }
    return withPartitions(graph, partitions?.current() ?? noPartitions);
  }

  /** Where several supergraphs come while one is made ready, only the last of them is. */
  async function change(supergraphSdl: string): Promise<void> {
    if (supergraphSdl !== newest || isStopped) return;
    try {
      const next = take(supergraphSdl);
      await warmUp(next, current.planner.hottest(planWarmUp));
      serve(next);
    } catch (error) {
      logger.error({ err: error }, 'the new supergraph is refused; the old one stays in service');
    }
  }

  function serve(next: Graph): void {
    current = next;
    for (const listener of listeners) listener(next);
  }

  partitions?.onChange((table) => {
    changing = changing.then(() => {
      // The schema is the same, and so are the plans.
      if (!isStopped) serve(withPartitions(current, table));
    });
  });
  source.onChange((supergraphSdl) => {
    newest = supergraphSdl;
    changing = changing.then(() => change(supergraphSdl));
  });
  return {
    get: () => current,
    onChange: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    stop: async () => {
      isStopped = true;
      await changing;
      await current.planner.stop();
    },
  };
}
