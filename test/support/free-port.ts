import { once } from 'node:events';
import { createServer } from 'node:net';

/** Below the ports that systems hand out by themselves: Linux from 32,768, others from 49,152. */
const lowest = 20_000;
const count = 12_000;

/**
 * A port of 127.0.0.1 at which nobody listens. While a server that is to come back at it is away, nobody else gets it
 * either: tests that ask for any port, and connections, get one that the system picks, and it picks from others.
 */
export async function freePort(): Promise<number> {
  for (;;) {
    const port = lowest + Math.floor(Math.random() * count);
    if (await isFree(port)) return port;
  }
}

async function isFree(port: number): Promise<boolean> {
  const server = createServer();
  try {
    await once(server.listen(port, '127.0.0.1'), 'listening');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EADDRINUSE') return false;
    throw error;
  }
  server.close();
  await once(server, 'close');
  return true;
}
