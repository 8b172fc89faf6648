/** One endpoint of a subgraph as it was published. Several of one subgraph are its partitions. */
export interface Member {
  readonly subgraph: string;
  /** Codes that begin the keys which this endpoint holds; none for the subgraph's default endpoint. */
  readonly codes: readonly string[];
  readonly url: string;
  readonly sdl: string;
}

/** How people and messages name it: `district`, or `district@230103`. */
export function labelOf({ subgraph, codes }: Pick<Member, 'subgraph' | 'codes'>): string {
  return codes.length === 0 ? subgraph : `${subgraph}@${codes.join('+')}`;
}
