/** Where one subgraph is reached: its name in the supergraph and the URL of its GraphQL endpoint. */
export interface SubgraphEndpoint {
  readonly name: string;
  readonly url: string;
}
