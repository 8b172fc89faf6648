import { GraphQLError, OperationTypeNode } from 'graphql';
import type {
  OpenedOperation,
  OperationAnswer,
  OperationService,
  RefusedOperation,
} from '../engine/operation.service.ts';
import type { GraphqlMessage } from './graphql.message.ts';
import { createAnswer, type HttpAnswer } from './http.answer.ts';
import type { ResultType } from './media-type.ts';
import { MethodNotAllowed } from './request.fault.ts';
import type { RequestParameters } from './request.parameters.ts';

export function openOperation(
  operations: OperationService,
  { query, operationName }: RequestParameters,
  client: string | undefined,
): OpenedOperation | RefusedOperation {
  if (query !== undefined) return operations.open({ query, operationName }, client);
  const message = 'The gateway keeps no queries by their hash. Send the text in "query".';
  return { errors: [new GraphQLError(message, { extensions: { code: 'PERSISTED_QUERY_NOT_SUPPORTED' } })] };
}

/** Throws MethodNotAllowed for a mutation by GET: links, prefetching and caches rely on its changing nothing. */
export function assertMethod({ prepared }: OpenedOperation, method: GraphqlMessage['method']): void {
  if (prepared.operation.operation !== OperationTypeNode.MUTATION || method === 'POST') return;
  throw new MethodNotAllowed('A GET changes nothing. Send the mutation by POST.', 'POST');
}

/** Statuses as the specification of GraphQL over HTTP gives them for each media type. */
export function answerOf({ text, outcome }: OperationAnswer, type: ResultType): HttpAnswer {
  const refusedStatus = type === 'application/json' ? 200 : 400;
  const status = { executed: 200, refused: refusedStatus, failed: 500 }[outcome];
  return createAnswer({ status, type, text });
}
