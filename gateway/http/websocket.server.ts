import type { IncomingMessage, Server } from 'node:http';
import type { Duplex } from 'node:stream';
import type { ExecutionArgs, FormattedExecutionResult, GraphQLError, GraphQLFormattedError } from 'graphql';
import { handleProtocols, makeServer, type Server as ProtocolServer } from 'graphql-ws';
import { WebSocketServer, type WebSocket } from 'ws';
import { ClientError } from '../../shared/errors/client-error.ts';
import type { Logger } from '../../shared/telemetry/logger.ts';
import type { AuthenticationDependencies } from './authentication.ts';
import { admit, closeReason, type SocketContext, type SocketExtra } from './websocket.context.ts';
import { openOperation, type OperationGateOptions } from './websocket.operations.ts';
import { attachSocket } from './websocket.socket.ts';

export interface WebSocketDependencies extends AuthenticationDependencies {
  readonly server: Server;
  readonly execute: (args: ExecutionArgs) => Promise<FormattedExecutionResult>;
  readonly subscribe: (args: ExecutionArgs) => AsyncGenerator<FormattedExecutionResult, undefined, undefined>;
  readonly formatErrors: (errors: readonly GraphQLError[]) => readonly GraphQLFormattedError[];
  readonly logger: Logger;
}

export interface WebSocketOptions extends OperationGateOptions {
  readonly path: string;
  /** Bytes of the largest message that a client may send. */
  readonly maxMessage: number;
}

export interface RunningWebSocketServer {
  /** Closes every socket with code 1001. */
  stop(): Promise<void>;
}

/** Milliseconds that a client has to answer the closing handshake. */
const closeTimeout = 1_000;

/** graphql-transport-ws on the HTTP server's own port. */
export function startWebSocketServer(
  dependencies: WebSocketDependencies,
  options: WebSocketOptions,
): RunningWebSocketServer {
  const { server, logger } = dependencies;
  const sockets = new WebSocketServer({ noServer: true, maxPayload: options.maxMessage, handleProtocols });
  const protocol = createProtocol(dependencies, options);

  function upgrade(request: IncomingMessage, stream: Duplex, head: Buffer): void {
    if (options.isStopping()) return refuseUpgrade(stream, '503 Service Unavailable');
    if (request.url?.split('?')[0] !== options.path) return refuseUpgrade(stream, '404 Not Found');
    sockets.handleUpgrade(request, stream, head, (socket) => attachSocket({ protocol, logger }, socket, request));
  }

  server.on('upgrade', upgrade);
  return {
    stop: async () => {
      await Promise.all([...sockets.clients].map(closeSocket));
      sockets.close();
      server.off('upgrade', upgrade);
    },
  };
}

function createProtocol(dependencies: WebSocketDependencies, options: WebSocketOptions): ProtocolServer<SocketExtra> {
  const { formatErrors, execute, subscribe } = dependencies;
  return makeServer<Record<string, unknown>, SocketExtra>({
    onConnect: async (context) => {
      try {
        await admit(context, dependencies);
        return true;
      } catch (error) {
        if (!(error instanceof ClientError)) throw error;
        refuseSocket(context, error);
        return false;
      }
    },
    onSubscribe: (context, _id, payload) => openOperation(options, context, payload),
    // Results come with formatted errors; graphql-ws would ask each for its `toJSON`.
    onNext: (_context, _id, _payload, _args, result) => result as FormattedExecutionResult,
    onError: (_context, _id, _payload, errors) => formatErrors(errors),
    execute: execute as never,
    subscribe: subscribe as never,
  });
}

function refuseSocket({ extra }: SocketContext, error: ClientError): void {
  extra.socket.close(4403, closeReason(`${error.code}: ${error.message}`));
}

function refuseUpgrade(stream: Duplex, status: string): void {
  stream.end(`HTTP/1.1 ${status}\r\nConnection: close\r\nContent-Length: 0\r\n\r\n`);
}

async function closeSocket(socket: WebSocket): Promise<void> {
  if (socket.readyState === socket.CLOSED) return;
  const closed = new Promise((resolve) => socket.once('close', resolve));
  socket.close(1001, 'The gateway is shutting down. Connect again.');
  const timer = setTimeout(() => socket.terminate(), closeTimeout);
  await closed;
  clearTimeout(timer);
}
