import type { DocumentNode, ExecutionResult, GraphQLSchema } from 'graphql';
import type { JsonObject } from '../../../gateway/transport/subgraph-answer.ts';
import type { Chance } from '../world/world.ts';

/** An operation that is ready to be executed by a schema. */
export interface ParsedOperation {
  readonly document: DocumentNode;
  readonly variables: Readonly<JsonObject>;
  readonly operationName: string | undefined;
}

export type Answering = (operation: ParsedOperation, chance: Chance) => ExecutionResult | Promise<ExecutionResult>;

export interface AnsweringSubgraph {
  readonly schema: GraphQLSchema;
  readonly answer: Answering;
}

/** A supergraph, the subgraphs behind it, and what one server over all of them would answer. */
export interface FuzzedGraph {
  readonly name: string;
  readonly supergraphSdl: string;
  /** What clients may ask. */
  readonly apiSchema: GraphQLSchema;
  /** How deep operations may go before @apollo/query-planner takes minutes and gigabytes for one. */
  readonly depth: number;
  readonly subgraphs: ReadonlyMap<string, AnsweringSubgraph>;
  /** By graphql-js itself, without a gateway: what the GraphQL spec wants. */
  readonly reference: Answering;
}
