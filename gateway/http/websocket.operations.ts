import {
  getOperationAST,
  GraphQLError,
  OperationTypeNode,
  parse,
  validate,
  type DocumentNode,
  type ExecutionArgs,
  type GraphQLSchema,
} from 'graphql';
import type { SubscribePayload } from 'graphql-ws';
import { ClientError } from '../../shared/errors/client-error.ts';
import { assertNotExpired } from '../../shared/auth/token-expiry.ts';
import type { SocketContext } from './websocket.context.ts';

export interface OperationGateOptions {
  /** Operations that one socket may hold at once. */
  readonly maxSubscriptions: number;
  readonly isStopping: () => boolean;
  readonly apiSchema: () => GraphQLSchema;
}

/** Lets an operation of a socket in, or says why not. Queries and mutations are validated where they are executed. */
export function openOperation(
  options: OperationGateOptions,
  context: SocketContext,
  payload: SubscribePayload,
): ExecutionArgs | readonly GraphQLError[] {
  try {
    assertOpen(options, context);
    const document = parse(payload.query);
    const schema = options.apiSchema();
    const errors = isSubscription(document, payload.operationName) ? validate(schema, document) : [];
    if (errors.length > 0) return errors.map((error) => withCode(error, 'GRAPHQL_VALIDATION_FAILED'));
    const { operationName, variables } = payload;
    const args = { schema, document, variableValues: variables ?? {}, contextValue: context.extra.context };
    return { ...args, ...(operationName && { operationName }) };
  } catch (error) {
    if (error instanceof GraphQLError) return [withCode(error, 'GRAPHQL_PARSE_FAILED')];
    if (error instanceof ClientError) return [new GraphQLError(error.message, { originalError: error })];
    throw error;
  }
}

function assertOpen(
  { isStopping, maxSubscriptions }: OperationGateOptions,
  { extra, subscriptions }: SocketContext,
): void {
  if (isStopping()) throw new ClientError('SERVICE_STOPPING', 'The gateway is shutting down. Connect again.');
  assertNotExpired(extra.context?.actor);
  // The operation that asks to be let in is counted already.
  if (Object.keys(subscriptions).length > maxSubscriptions) {
    throw new ClientError(
      'TOO_MANY_SUBSCRIPTIONS',
      `This socket holds ${maxSubscriptions} operations, the most that it may. End one, or open another socket.`,
    );
  }
}

function isSubscription(document: DocumentNode, operationName: string | null | undefined): boolean {
  return getOperationAST(document, operationName)?.operation === OperationTypeNode.SUBSCRIPTION;
}

function withCode({ message, nodes, source, positions }: GraphQLError, code: string): GraphQLError {
  return new GraphQLError(message, { nodes: nodes ?? null, source, positions, extensions: { code } });
}
