import type { WebSocketConnection } from './websocket.connection.ts';
import { closing } from './websocket.closing.ts';

export interface HeartbeatOptions {
  /** Milliseconds without an operation until a socket is closed; undefined: never. */
  readonly socketIdleLimit: number | undefined;
}

export interface Heartbeat {
  add(connection: WebSocketConnection): void;
  stop(): void;
}

/** Milliseconds of one round. */
const round = 1_000;
/** Rounds between pings; a client that gave no sign of life from one to the next is gone. */
const pingRounds = 12;
/** Rounds that a client has for its `connection_init`. */
const initRounds = 3;

/** One timer for all sockets: pings, a part of them in each round, and looks for those that do nothing. */
export function startHeartbeat(
  connections: ReadonlySet<WebSocketConnection>,
  { socketIdleLimit = Infinity }: HeartbeatOptions,
): Heartbeat {
  const idleRounds = socketIdleLimit / round;
  let now = 0;
  let turn = 0;

  function look(connection: WebSocketConnection): void {
    if (connection.turn === now % pingRounds) ping(connection);
    if (connection.operations.size > 0) connection.idleSince = now;
    const idleFor = now - connection.idleSince;
    // The first look may come right after the socket was opened.
    if (!connection.isInitialised && idleFor > initRounds) connection.close(closing.silent);
    else if (idleFor > idleRounds) connection.close(closing.idle);
  }

  const timer = setInterval(() => {
    now += 1;
    for (const connection of connections) look(connection);
  }, round);
  return {
    add: (connection) => {
      connection.turn = turn;
      connection.idleSince = now;
      turn = (turn + 1) % pingRounds;
    },
    stop: () => clearInterval(timer),
  };
}

function ping(connection: WebSocketConnection): void {
  if (!connection.isAlive) return connection.socket.terminate();
  connection.isAlive = false;
  connection.socket.ping();
}
