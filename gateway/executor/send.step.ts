import { ClientError } from '../../shared/errors/client-error.ts';
import type { SubgraphAnswer, SubgraphFault, SubgraphRequest } from '../transport/subgraph-answer.ts';
import type { Execution } from './execution.ts';

/** A subgraph that does not answer becomes an answer without data and with one error, so that the rest stands. */
export async function send(execution: Execution, subgraph: string, request: SubgraphRequest): Promise<SubgraphAnswer> {
  try {
    return await execution.fetch(subgraph, request);
  } catch (error) {
    if (!(error instanceof ClientError)) throw error;
    return { data: null, errors: [faultOf(error)] };
  }
}

export function faultOf(error: ClientError): SubgraphFault {
  return { message: error.message, extensions: error.extensions };
}
