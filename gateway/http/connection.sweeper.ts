import type { Server } from 'node:http';
import type { Socket } from 'node:net';

/** Milliseconds between two looks, and until requests that are still under way are cut off. */
const sweepInterval = 100;
const lastMoment = 30_000;

/**
 * Lets a server that is told to close really close. By itself it waits for connections on which nothing was asked yet, and
 * for those that went idle a moment later. Returns the function to call when the closing begins, and that which ends it.
 */
export function watchConnections(server: Server): { readonly begin: () => void; readonly end: () => void } {
  const connections = new Set<Socket>();
  let timer: NodeJS.Timeout | undefined;
  server.on('connection', (socket) => {
    connections.add(socket);
    socket.once('close', () => connections.delete(socket));
  });

  function sweep(deadline: number): void {
    for (const socket of connections) if (socket.bytesRead === 0) socket.destroy();
    if (performance.now() < deadline) server.closeIdleConnections();
    else server.closeAllConnections();
  }

  return {
    begin: () => {
      const deadline = performance.now() + lastMoment;
      timer = setInterval(() => sweep(deadline), sweepInterval);
      sweep(deadline);
    },
    end: () => clearInterval(timer),
  };
}
