import { ClientError } from '../../shared/errors/client-error.ts';
import type { JsonObject, SubgraphAnswer, SubgraphFault, SubgraphRequest } from '../transport/subgraph-answer.ts';
import type { Execution } from './execution.ts';

/** What all fetches of a plan have in common. */
export interface SentNode {
  readonly serviceName: string;
  readonly operation: string;
  readonly operationName?: string;
  readonly variableUsages?: string[];
}

/** A subgraph that does not answer becomes an answer without data and with one error, so that the rest stands. */
export async function send(execution: Execution, node: SentNode, own: JsonObject = {}): Promise<SubgraphAnswer> {
  try {
    return await execution.fetch(node.serviceName, requestOf(execution, node, own));
  } catch (error) {
    if (!(error instanceof ClientError)) throw error;
    return { data: null, errors: [faultOf(error)] };
  }
}

export function faultOf(error: ClientError): SubgraphFault {
  return { message: error.message, extensions: error.extensions };
}

export function requestOf(
  execution: Pick<Execution, 'variables'>,
  { operation, operationName, variableUsages = [] }: SentNode,
  own: JsonObject = {},
): SubgraphRequest {
  const variables: JsonObject = { ...own };
  for (const name of variableUsages) {
    if (execution.variables[name] !== undefined) variables[name] = execution.variables[name];
  }
  return { query: operation, variables, ...(operationName && { operationName }) };
}
