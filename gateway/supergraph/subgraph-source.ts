/** One subgraph's contribution: its schema in federation SDL and where it is served. */
export interface SubgraphSource {
  readonly name: string;
  readonly url: string;
  readonly sdl: string;
}
