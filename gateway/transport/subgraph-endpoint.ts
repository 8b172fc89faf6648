import type { PartitionRouting } from '../partition/partition-routing.ts';

/** Where one subgraph is reached: its name in the supergraph and the URL of its GraphQL endpoint. */
export interface SubgraphEndpoint {
  readonly name: string;
  readonly url: string;
  /** Who serves which part of it, where many owners do; then `url` is not asked. */
  readonly routing?: PartitionRouting;
}
