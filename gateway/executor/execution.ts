import type { PlanNode } from '@graphql-hive/router-query-planner';
import { GraphQLError } from 'graphql';
import { clientKey } from '../planner/planned-alias.ts';
import type { JsonObject, SubgraphAnswer, SubgraphFault, SubgraphRequest } from '../transport/subgraph-answer.ts';

export type ResponsePath = readonly (string | number)[];

/** Sends one request of a plan; throws ClientError where the subgraph does not answer. */
export type FetchSubgraph = (subgraph: string, request: SubgraphRequest) => Promise<SubgraphAnswer>;

/** One run of a plan: what its steps read, and the data and errors that they add to. */
export interface Execution {
  readonly fetch: FetchSubgraph;
  /** Variables as the client sent them: subgraphs coerce them themselves. */
  readonly variables: Readonly<JsonObject>;
  /** Variables with the operation's defaults: what @skip, @include and conditions of the plan look at. */
  readonly coercedVariables: Readonly<JsonObject>;
  /** What was run of plans so far. */
  readonly plans: PlanNode[];
  readonly data: JsonObject;
  /**
   * Objects that stand at more than one place of `data`, since all their places say the same: what is done with them is
   * done once.
   */
  readonly shared: Set<unknown>;
  /** Entities that a join has gone through, for the next one that is made for the same places. */
  readonly collected: Map<string, readonly JsonObject[]>;
  readonly errors: GraphQLError[];
  /** Fields of the root that a subgraph left out because of another field, of which `errors` tell. */
  readonly leftOut: ResponsePath[];
}

export function addFault(execution: Execution, fault: SubgraphFault, path: ResponsePath | undefined): void {
  const { message, extensions } = fault;
  // The root's keys are the client's own already.
  const shown = path?.map((segment, depth) =>
    depth > 0 && typeof segment === 'string' ? clientKey(segment) : segment,
  );
  execution.errors.push(new GraphQLError(message, { extensions, ...(shown?.length && { path: shown }) }));
}
