import type { JsonObject, SubgraphRequest } from '../transport/subgraph-answer.ts';

/** What all fetches of a plan have in common. */
export interface SentNode {
  readonly serviceName: string;
  readonly operation: string;
  readonly operationName?: string;
  readonly variableUsages?: string[];
}

/** A request of a plan, written out but for its variables. */
export interface CompiledRequest {
  readonly subgraph: string;
  readonly query: string;
  readonly operationName: string | undefined;
  /** Variables of the client's operation that it uses. */
  readonly variableUsages: readonly string[];
  /** Variables that hold representations. */
  readonly representationVariables: readonly string[];
  /** The body up to its variables. */
  readonly head: string;
}

export function compileRequest(node: SentNode, representationVariables: readonly string[]): CompiledRequest {
  const { serviceName, operation, operationName, variableUsages = [] } = node;
  const name = operationName === undefined ? '' : `"operationName":${JSON.stringify(operationName)},`;
  return {
    subgraph: serviceName,
    query: operation,
    operationName,
    variableUsages,
    representationVariables,
    head: `{"query":${JSON.stringify(operation)},${name}"variables":{`,
  };
}

/** `representations` has one JSON list per variable of the request that takes one. */
export function writeRequest(
  request: CompiledRequest,
  variables: Readonly<JsonObject>,
  representations: readonly string[] = [],
): SubgraphRequest {
  const { query, operationName, head } = request;
  const written = request.representationVariables.map((name, index) => `"${name}":${representations[index] ?? '[]'}`);
  for (const [name, value] of Object.entries(requestVariables(request, variables))) {
    written.push(`"${name}":${JSON.stringify(value)}`);
  }
  const bodyText = `${head}${written.join()}}}`;
  return {
    query,
    operationName,
    bodyText,
    // For those that look at them, which the transport does not.
    get variables() {
      return (JSON.parse(bodyText) as { variables: JsonObject }).variables;
    },
  };
}

/** Those of the client's variables that a request uses. */
export function requestVariables({ variableUsages }: CompiledRequest, variables: Readonly<JsonObject>): JsonObject {
  const used: JsonObject = {};
  for (const name of variableUsages) if (variables[name] !== undefined) used[name] = variables[name];
  return used;
}
