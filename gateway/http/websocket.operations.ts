import { GraphQLError, OperationTypeNode, type GraphQLFormattedError } from 'graphql';
import type { SubscribeMessage } from 'graphql-ws';
import { assertNotExpired } from '../../shared/auth/token-expiry.ts';
import { ClientError } from '../../shared/errors/client-error.ts';
import type { GatewayContext } from '../engine/gateway-context.ts';
import type { OpenedOperation, OperationService, RefusedOperation } from '../engine/operation.service.ts';
import { endOf, overrun } from '../subscriptions/subscription.end.ts';
import type { SubscriptionHub } from '../subscriptions/subscription.hub.ts';
import type { ErrorFormatter } from './gateway-error.formatter.ts';
import type { WebSocketConnection } from './websocket.connection.ts';
import { completeMessage, errorMessage, nextMessage } from './websocket.message.ts';
import { SocketSubscription } from './websocket.subscription.ts';

export interface SocketOperationDependencies {
  readonly operations: OperationService;
  readonly hub: SubscriptionHub;
  readonly formatError: ErrorFormatter;
}

export interface SocketOperationOptions {
  /** Operations that one socket may hold at once. */
  readonly maxSubscriptions: number;
  readonly isStopping: () => boolean;
}

/** Begins the operations of sockets. */
export interface SocketOperations {
  /** Rejects with what is no fault of the client. */
  start(connection: WebSocketConnection, context: GatewayContext, message: SubscribeMessage): Promise<void>;
}

interface Started {
  readonly connection: WebSocketConnection;
  readonly context: GatewayContext;
  readonly id: string;
  readonly variables: Readonly<Record<string, unknown>>;
}

export function createSocketOperations(
  { operations, hub, formatError }: SocketOperationDependencies,
  options: SocketOperationOptions,
): SocketOperations {
  const format = (error: GraphQLError): GraphQLFormattedError => formatError(error.toJSON(), error);
  const overrunErrors = (position: unknown): readonly GraphQLFormattedError[] => {
    const end = endOf(overrun, position, formatError);
    return end.kind === 'completed' ? [] : end.errors;
  };

  function open(connection: WebSocketConnection, context: GatewayContext, { payload }: SubscribeMessage) {
    try {
      assertOpen(connection, context, options);
      return operations.open(payload, context.client);
    } catch (error) {
      if (!(error instanceof ClientError)) throw error;
      return { errors: [new GraphQLError(error.message, { originalError: error })] } satisfies RefusedOperation;
    }
  }

  function subscribe(operation: OpenedOperation, { connection, context, id, variables }: Started): void {
    const subscription = new SocketSubscription({ connection, id, overrunErrors });
    connection.operations.set(id, subscription);
    const leave = hub.subscribe({ ...operation, variables, context }, subscription);
    if (!subscription.isOver) subscription.leave = leave;
  }

  async function execute(operation: OpenedOperation, { connection, context, id, variables }: Started): Promise<void> {
    const run = { leave: () => undefined, breakOff: () => undefined };
    connection.operations.set(id, run);
    const { text } = await operations.execute(operation, { variables, scope: context });
    if (connection.operations.get(id) !== run) return;
    connection.operations.delete(id);
    connection.send(nextMessage(id, text));
    connection.send(completeMessage(id));
  }

  return {
    start: async (connection, context, message) => {
      const { id, payload } = message;
      const opened = open(connection, context, message);
      if ('errors' in opened) return connection.send(errorMessage(id, opened.errors.map(format)));
      const started = { connection, context, id, variables: payload.variables ?? {} };
      const isSubscription = opened.prepared.operation.operation === OperationTypeNode.SUBSCRIPTION;
      return isSubscription ? subscribe(opened, started) : execute(opened, started);
    },
  };
}

/** Throws the ClientError that says why no further operation may begin. */
function assertOpen(
  { operations }: WebSocketConnection,
  { actor }: GatewayContext,
  { isStopping, maxSubscriptions }: SocketOperationOptions,
): void {
  if (isStopping()) throw new ClientError('SERVICE_STOPPING', 'The gateway is shutting down. Connect again.');
  assertNotExpired(actor);
  if (operations.size < maxSubscriptions) return;
  throw new ClientError(
    'TOO_MANY_SUBSCRIPTIONS',
    `This socket holds ${maxSubscriptions} operations, the most that it may. End one, or open another socket.`,
  );
}
