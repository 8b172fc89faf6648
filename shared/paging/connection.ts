import type { CursorCodec, CursorValue } from './cursor.ts';

/** Relay connection (https://relay.dev/graphql/connections.htm) with `nodes` as a shortcut for `edges { node }`. */
export interface Connection<Node> {
  readonly nodes: Node[];
  readonly edges: { readonly node: Node; readonly cursor: string }[];
  readonly pageInfo: {
    readonly hasNextPage: boolean;
    readonly hasPreviousPage: boolean;
    readonly startCursor: string | null;
    readonly endCursor: string | null;
  };
  /** Counted only when it is asked for. */
  readonly totalCount: () => Promise<number>;
}

export interface ConnectionParts<Node> {
  /** One row more than `size` where there is a next page. */
  readonly rows: readonly Node[];
  readonly size: number;
  readonly isContinued: boolean;
  readonly scope: string;
  readonly cursors: CursorCodec;
  readonly keyOf: (node: Node) => readonly CursorValue[];
  readonly totalCount: () => Promise<number>;
}

export function toConnection<Node>(parts: ConnectionParts<Node>): Connection<Node> {
  const nodes = parts.rows.slice(0, parts.size);
  const edges = nodes.map((node) => ({ node, cursor: parts.cursors.encode(parts.scope, parts.keyOf(node)) }));
  return {
    nodes,
    edges,
    pageInfo: {
      hasNextPage: parts.rows.length > parts.size,
      hasPreviousPage: parts.isContinued,
      startCursor: edges[0]?.cursor ?? null,
      endCursor: edges.at(-1)?.cursor ?? null,
    },
    totalCount: parts.totalCount,
  };
}
