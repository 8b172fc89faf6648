import type { FetchSubgraph } from '../executor/execution.ts';
import type { Graph } from '../executor/graph.ts';
import type { ForwardedHeaders } from '../transport/forwarded-headers.ts';
import type { SubgraphClient } from '../transport/subgraph.client.ts';
import type { SubgraphEndpoint } from '../transport/subgraph-endpoint.ts';

/** One client request, as far as its subgraphs see it. */
export interface ClientRequest {
  readonly headers: ForwardedHeaders;
  /** Milliseconds from now that it may take. Undefined: as long as each of its requests to subgraphs. */
  readonly timeout: number | undefined;
}

/** How the plans of `graph` reach its subgraphs on behalf of one client request. */
export function fetchOf(client: SubgraphClient, graph: Graph, { headers, timeout }: ClientRequest): FetchSubgraph {
  const sending = { headers, deadline: timeout === undefined ? undefined : performance.now() + timeout };
  return (subgraph, request) => client.send(endpointOf(graph, subgraph), request, sending);
}

export function endpointOf(graph: Graph, subgraph: string): SubgraphEndpoint {
  const endpoint = graph.endpoints.get(subgraph);
  if (!endpoint) throw new Error(`A plan names the subgraph "${subgraph}", which the supergraph does not list.`);
  return endpoint;
}
