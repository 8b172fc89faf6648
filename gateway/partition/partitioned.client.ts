import type { SubgraphClient } from '../transport/subgraph.client.ts';
import type { SubgraphEndpoint } from '../transport/subgraph-endpoint.ts';
import { PartitionMeter, type PartitionFigures } from './partition-meter.ts';
import { PartitionShapes } from './partition-shapes.ts';
import { createPartitionedSource, type PartitionedSource } from './partitioned.source.ts';
import type { PartitionRouting } from './partition-routing.ts';

export interface PartitionedClient extends SubgraphClient {
  /** What partitions serve, as far as it is known. */
  readonly shapes: PartitionShapes;
  readonly figuresOf: (subgraph: string, partition: string) => PartitionFigures;
}

/** Sends operations on partitioned subgraphs to their partitions, over `client`, and leaves all others to it. */
export function createPartitionedClient(client: SubgraphClient): PartitionedClient {
  const meter = new PartitionMeter();
  const shapes = new PartitionShapes(client);
  const dependencies = { client, shapes, meter };
  const sources = new WeakMap<PartitionRouting, PartitionedSource>();

  function sourceOf(routing: PartitionRouting): PartitionedSource {
    const source = sources.get(routing) ?? createPartitionedSource(dependencies, routing);
    sources.set(routing, source);
    return source;
  }

  return {
    send: (endpoint: SubgraphEndpoint, request, sending = {}) =>
      endpoint.routing ? sourceOf(endpoint.routing).send(request, sending) : client.send(endpoint, request, sending),
    stop: () => client.stop(),
    shapes,
    figuresOf: (subgraph, partition) => meter.of(subgraph, partition),
  };
}
