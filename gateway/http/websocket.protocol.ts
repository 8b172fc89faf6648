import { MessageType, parseMessage, type ConnectionInitMessage, type SubscribeMessage } from 'graphql-ws';
import { ClientError } from '../../shared/errors/client-error.ts';
import type { AuthenticationDependencies } from './authentication.ts';
import { closing, refused, takenId } from './websocket.closing.ts';
import type { WebSocketConnection } from './websocket.connection.ts';
import { admit } from './websocket.context.ts';
import { acknowledgement, pongMessage } from './websocket.message.ts';
import type { SocketOperations } from './websocket.operations.ts';

export interface ProtocolDependencies extends AuthenticationDependencies {
  readonly operations: SocketOperations;
}

/**
 * What a server does about one message of graphql-transport-ws. The server of the graphql-ws package keeps an async
 * function, its message and its text for each subscription, which is more than the whole socket takes. Rejects with what
 * is no fault of the client.
 */
export async function handleMessage(
  dependencies: ProtocolDependencies,
  connection: WebSocketConnection,
  text: string,
): Promise<void> {
  const message = readMessage(text);
  const wantsAnswer = message?.type === MessageType.Ping || message?.type === MessageType.Subscribe;
  if (wantsAnswer && connection.isFull) return connection.breakOff();
  switch (message?.type) {
    case MessageType.ConnectionInit:
      return initialise(dependencies, connection, message);
    case MessageType.Ping:
      return connection.send(pongMessage(message.payload));
    case MessageType.Pong:
      return;
    case MessageType.Subscribe:
      return subscribe(dependencies, connection, message);
    case MessageType.Complete: {
      const operation = connection.operations.get(message.id);
      connection.operations.delete(message.id);
      return operation?.leave();
    }
    default:
      return connection.close(closing.badMessage);
  }
}

function readMessage(text: string) {
  try {
    return parseMessage(text);
  } catch {
    // Whatever is wrong with it, the protocol has one answer.
    return undefined;
  }
}

async function initialise(
  dependencies: ProtocolDependencies,
  connection: WebSocketConnection,
  { payload }: ConnectionInitMessage,
): Promise<void> {
  if (connection.isInitialised) return connection.close(closing.initialisedTwice);
  connection.isInitialised = true;
  try {
    connection.context = await admit(connection, payload, dependencies);
  } catch (error) {
    if (!(error instanceof ClientError)) throw error;
    return connection.close(refused(`${error.code}: ${error.message}`));
  }
  connection.headers = undefined;
  connection.send(acknowledgement);
}

async function subscribe(
  { operations }: ProtocolDependencies,
  connection: WebSocketConnection,
  message: SubscribeMessage,
): Promise<void> {
  const { context } = connection;
  if (!context) return connection.close(closing.unauthorized);
  if (connection.operations.has(message.id)) return connection.close(takenId(message.id));
  await operations.start(connection, context, message);
}
