import { Directive, Field, Int, ObjectType, type ClassType } from 'type-graphql';
import type { Connection } from '../paging/connection.ts';
import { CursorScalar } from './scalars.ts';

@Directive('@shareable')
@ObjectType({ simpleResolvers: true, description: 'Where a page of a Relay connection stands.' })
export class PageInfo {
  @Field(() => Boolean)
  hasNextPage!: boolean;

  @Field(() => Boolean)
  hasPreviousPage!: boolean;

  @Field(() => CursorScalar, { nullable: true })
  startCursor!: string | null;

  @Field(() => CursorScalar, { nullable: true })
  endCursor!: string | null;
}

export interface ConnectionTypeOptions {
  /** Several subgraphs have this connection. */
  readonly isShared?: boolean;
  /** The nodes belong to other subgraphs: one that does not answer leaves its nodes null, and the list stands. */
  readonly hasForeignNodes?: boolean;
}

/** Relay's connection and edge of a node type; declared once for each name. */
export function connectionTypeOf<Node extends object>(
  name: string,
  nodeType: () => ClassType,
  { isShared = false, hasForeignNodes = false }: ConnectionTypeOptions = {},
): ClassType<Connection<Node>> {
  @ObjectType(`${name}Edge`, { simpleResolvers: true })
  class Edge {
    @Field(nodeType, { nullable: hasForeignNodes })
    node!: Node;

    @Field(() => CursorScalar)
    cursor!: string;
  }

  @ObjectType(`${name}Connection`, {
    simpleResolvers: true,
    description: 'Relay connection; `first` is at most 500, and `after` takes a cursor of this same field.',
  })
  class ConnectionType {
    @Field(() => [nodeType()], { nullable: hasForeignNodes && 'items', description: 'The nodes of `edges`.' })
    nodes!: Node[];

    @Field(() => [Edge])
    edges!: Edge[];

    @Field(() => PageInfo)
    pageInfo!: PageInfo;

    @Field(() => Int, { description: 'All nodes, on whatever page; counted only when asked for.' })
    totalCount!: () => Promise<number>;
  }
  if (isShared) for (const type of [Edge, ConnectionType]) Directive('@shareable')(type);
  return ConnectionType;
}
