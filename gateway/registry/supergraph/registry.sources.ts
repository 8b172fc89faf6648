import type { PartitionSource } from '../../partition/partition.source.ts';
import { noPartitions } from '../../partition/partition.ts';
import type { SupergraphSource } from '../../supergraph/supergraph.source.ts';
import { emptySupergraph } from './empty-graph.ts';
import type { RegistryWatch, ServedGraph } from './registry.watch.ts';

/** The two halves of a graph version, as the gateway takes them. */
export interface RegistrySources {
  readonly supergraph: SupergraphSource;
  readonly partitions: PartitionSource;
}

/** A new supergraph brings its partitions along; partitions alone change where the supergraph stays as it is. */
export function createSources(watch: RegistryWatch, variant: 'internal' | 'public'): RegistrySources {
  const textOf = (graph: ServedGraph | undefined) => graph?.[variant] ?? emptySupergraph;
  const stop = async () => undefined;

  /** Calls one of both for each version. */
  function onVersion(listen: { text?: (graph: ServedGraph) => void; partitions?: (graph: ServedGraph) => void }): void {
    let last = watch.current();
    watch.onChange((graph) => {
      const isNew = textOf(graph) !== textOf(last);
      last = graph;
      (isNew ? listen.text : listen.partitions)?.(graph);
    });
  }

  return {
    supergraph: {
      current: () => textOf(watch.current()),
      onChange: (listener) => onVersion({ text: (graph) => listener(textOf(graph)) }),
      stop,
    },
    partitions: {
      current: () => watch.current()?.partitions ?? noPartitions,
      onChange: (listener) => onVersion({ partitions: ({ partitions }) => listener(partitions) }),
      stop,
    },
  };
}
