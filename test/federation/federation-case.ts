import type { JsonObject, SubgraphRequest } from '../../gateway/transport/subgraph-answer.ts';

/**
 * One graph and what it has to answer. Its schemas stand beside it as `subgraphs/<name>.graphql`, without federation's
 * `@link`, which the loader puts before them.
 */
export interface FederationCase {
  /** By subgraph; one without an entry answers entities with what their representations hold. */
  readonly resolvers?: Readonly<Record<string, Resolvers>>;
  /** Subgraphs in the SDL of Federation 1, which get no `@link`. */
  readonly federation1?: readonly string[];
  /** Subgraphs that do not keep to their schema: what they answer instead. A throw is a subgraph that cannot be reached. */
  readonly faults?: Readonly<Record<string, SubgraphFaultSource>>;
  /** By a sentence on what is to be seen. */
  readonly operations: Readonly<Record<string, FederationOperation>>;
}

/** By type and field. What is no function is the field's value; entities are found by `__resolveReference`. */
export type Resolvers = Readonly<Record<string, unknown>>;

/** What resolvers get as their context: a list of what was done in the course of one client operation. */
export interface Trail {
  readonly trail: string[];
}

export type SubgraphFaultSource = (request: SubgraphRequest, answer: () => Promise<JsonObject>) => unknown;

export interface FederationOperation {
  readonly query: string;
  readonly operationName?: string;
  readonly variables?: Readonly<JsonObject>;
  /** Undefined for an operation that is refused as a whole. Its keys are in the order of the answer. */
  readonly data?: unknown;
  readonly errors?: readonly ExpectedError[];
  /** A subscription's results, in place of `data` and `errors`. */
  readonly events?: readonly { readonly data: unknown; readonly errors?: readonly ExpectedError[] }[];
  /** What the resolvers left behind, in order. */
  readonly trail?: readonly string[];
  /** Subgraphs that get no request. */
  readonly silent?: readonly string[];
  /** Words that stand nowhere in the answer. */
  readonly hidden?: readonly string[];
  /** Where @apollo/gateway is known to answer otherwise; undefined where it has to agree. */
  readonly oracle?: OracleDifference;
  /** Where the planner is known to be at fault: the operation is expected to fail until it is not. */
  readonly plannerFault?: string;
}

export interface OracleDifference {
  /** `errors`: its data still has to agree. */
  readonly differsIn: 'errors' | 'answer';
  readonly because: string;
}

/** An error of the answer has at least these. */
export interface ExpectedError {
  readonly path?: readonly (string | number)[];
  readonly message?: string;
  readonly code?: string;
}

/** @apollo/gateway reports what it nulls in `extensions.valueCompletion`, which this gateway's clients do not read. */
export const reportsNoNulls: OracleDifference = {
  differsIn: 'errors',
  because: 'It gives no error for a null, a type or a value that it took out of the answer itself.',
};
