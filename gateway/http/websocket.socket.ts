import type { IncomingMessage } from 'node:http';
import type { Server as ProtocolServer } from 'graphql-ws';
import type { WebSocket } from 'ws';
import type { Logger } from '../../shared/telemetry/logger.ts';
import type { SocketExtra } from './websocket.context.ts';

export interface SocketDependencies {
  readonly protocol: ProtocolServer<SocketExtra>;
  readonly logger: Logger;
}

/** Milliseconds between pings; a client that has not answered one by the next is gone. */
const pingInterval = 12_000;
const internalServerError = 4500;

/** Runs the protocol over one socket of the `ws` package. */
export function attachSocket(
  { protocol, logger }: SocketDependencies,
  socket: WebSocket,
  request: IncomingMessage,
): void {
  const stopPings = startPings(socket);
  const closed = protocol.opened(
    {
      protocol: socket.protocol,
      send: (text) => send(socket, text),
      close: (code, reason) => socket.close(code, reason),
      onMessage: (handle) =>
        // A Buffer, since the socket's `binaryType` is the default.
        socket.on('message', (message) => {
          handle((message as Buffer).toString()).catch((error: unknown) => {
            logger.error({ err: error }, 'a WebSocket message failed');
            socket.close(internalServerError, 'Internal server error');
          });
        }),
    },
    { socket, request },
  );
  // Such as a message over the size limit; the socket closes itself with the fitting code.
  socket.on('error', (error) => logger.info({ err: error }, 'a WebSocket failed'));
  socket.once('close', (code, reason) => {
    stopPings();
    closed(code, String(reason)).catch((error: unknown) =>
      logger.error({ err: error }, 'a WebSocket did not end well'),
    );
  });
}

/** Resolves when the text went to the system: a client that does not read holds up its own subscription only. */
function send(socket: WebSocket, text: string): Promise<void> {
  return new Promise((resolve) => {
    if (socket.readyState !== socket.OPEN) return resolve();
    // A failed write means that the socket is closing, which ends its subscriptions by itself.
    socket.send(text, () => resolve());
  });
}

function startPings(socket: WebSocket): () => void {
  let isAlive = true;
  socket.on('pong', () => (isAlive = true));
  const timer = setInterval(() => {
    if (!isAlive) return socket.terminate();
    isAlive = false;
    socket.ping();
  }, pingInterval);
  return () => clearInterval(timer);
}
