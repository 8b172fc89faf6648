import type { IncomingMessage, Server } from 'node:http';
import type { Duplex } from 'node:stream';
import { handleProtocols } from 'graphql-ws';
import { WebSocketServer, type WebSocket } from 'ws';
import type { Logger } from '../../shared/telemetry/logger.ts';
import type { AuthenticationDependencies } from './authentication.ts';
import { isCrossSite } from './cross-site.ts';
import { closing } from './websocket.closing.ts';
import { WebSocketConnection } from './websocket.connection.ts';
import { startHeartbeat, type HeartbeatOptions } from './websocket.heartbeat.ts';
import {
  createSocketOperations,
  type SocketOperationDependencies,
  type SocketOperationOptions,
} from './websocket.operations.ts';
import { handleMessage } from './websocket.protocol.ts';
import { WriteRound } from './websocket.write-round.ts';

export interface WebSocketDependencies extends AuthenticationDependencies, SocketOperationDependencies {
  readonly server: Server;
  readonly logger: Logger;
}

export interface WebSocketOptions extends SocketOperationOptions, HeartbeatOptions {
  readonly path: string;
  /** Bytes of the largest message that a client may send. */
  readonly maxMessage: number;
  /** Sockets that may be open at once. */
  readonly maxSockets: number;
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
  const connections = new Set<WebSocketConnection>();
  const heartbeat = startHeartbeat(connections, options);
  const protocol = { ...dependencies, operations: createSocketOperations(dependencies, options) };
  const round = new WriteRound();
  const sockets = new WebSocketServer({
    noServer: true,
    // Those of the gateway are kept here.
    clientTracking: false,
    // Events are written past the sockets, to thousands at once.
    perMessageDeflate: false,
    maxPayload: options.maxMessage,
    handleProtocols,
  });

  function upgrade(request: IncomingMessage, stream: Duplex, head: Buffer): void {
    if (options.isStopping()) return refuseUpgrade(stream, '503 Service Unavailable');
    if (request.url?.split('?')[0] !== options.path) return refuseUpgrade(stream, '404 Not Found');
    if (isCrossSite(request)) return refuseUpgrade(stream, '403 Forbidden');
    if (connections.size >= options.maxSockets) return refuseUpgrade(stream, '503 Service Unavailable');
    const { headers } = request;
    sockets.handleUpgrade(request, stream, head, (socket) =>
      attach(new WebSocketConnection({ socket, stream, round, headers })),
    );
  }

  function attach(connection: WebSocketConnection): void {
    const { socket } = connection;
    connections.add(connection);
    heartbeat.add(connection);
    socket.on('message', (data) => take(connection, data as Buffer));
    socket.on('pong', () => (connection.isAlive = true));
    // Such as a message over the size limit; the socket closes itself with the fitting code.
    socket.on('error', (error) => logger.info({ err: error }, 'a WebSocket failed'));
    socket.once('close', () => {
      connections.delete(connection);
      connection.release();
    });
    // The handshake goes on without a protocol where the client offers none that is spoken here.
    if (socket.protocol === '') connection.close(closing.badProtocol);
  }

  function take(connection: WebSocketConnection, data: Buffer): void {
    connection.isAlive = true;
    handleMessage(protocol, connection, data.toString()).catch((error: unknown) => {
      logger.error({ err: error }, 'a WebSocket message failed');
      connection.close(closing.failed);
    });
  }

  server.on('upgrade', upgrade);
  return {
    stop: async () => {
      heartbeat.stop();
      await Promise.all([...connections].map(({ socket }) => closeSocket(socket)));
      server.off('upgrade', upgrade);
    },
  };
}

function refuseUpgrade(stream: Duplex, status: string): void {
  stream.end(`HTTP/1.1 ${status}\r\nConnection: close\r\nContent-Length: 0\r\n\r\n`);
}

async function closeSocket(socket: WebSocket): Promise<void> {
  const closed = new Promise((resolve) => socket.once('close', resolve));
  socket.close(closing.stopping.code, closing.stopping.reason);
  const timer = setTimeout(() => socket.terminate(), closeTimeout);
  await closed;
  clearTimeout(timer);
}
