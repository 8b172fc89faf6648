import type { ServerResponse } from 'node:http';

export interface ResponseStreamOptions {
  readonly contentType: string;
  /** Stands before everything else. */
  readonly opening: Buffer;
  readonly heartbeat: Buffer;
  /** Milliseconds. */
  readonly heartbeatInterval: number;
  /** Called once the connection is gone, whoever ended it. */
  readonly closed: () => void;
}

/** A response that stays open and is written to now and then. What comes after its end is dropped. */
export interface ResponseStream {
  write(bytes: Buffer): void;
  end(bytes?: Buffer): void;
  /** Writes that the system has not taken yet; Infinity where too many bytes wait. */
  pending(): number;
}

/** Milliseconds that a client has to read what is left of a stream that ended. */
const endTimeout = 30_000;
/** Bytes that may wait for one client, whatever their number of events. */
const mostBytesWaiting = 8 * 1024 * 1024;

export function openStream(response: ServerResponse, options: ResponseStreamOptions): ResponseStream {
  const { contentType, opening, heartbeat, heartbeatInterval, closed } = options;
  let unsent = 0;
  const sent = (): void => {
    unsent -= 1;
  };
  const common = ['content-type', contentType, 'cache-control', 'no-store', 'x-content-type-options', 'nosniff'];
  // Proxies of the field would else collect what comes until there is much of it.
  // A connection that a gateway left open after the end of its stream would keep it from stopping.
  response.shouldKeepAlive = false;
  response.writeHead(200, [...common, 'x-accel-buffering', 'no']);
  response.write(opening);
  let ending: NodeJS.Timeout | undefined;
  const heartbeats = setInterval(() => response.write(heartbeat), heartbeatInterval);
  const finish = (): void => {
    clearInterval(heartbeats);
    clearTimeout(ending);
    closed();
  };
  const isOver = (): boolean => response.writableEnded || response.destroyed;
  // It may have gone while the request was being looked at.
  if (response.destroyed) queueMicrotask(finish);
  else response.once('close', finish);
  return {
    write: (bytes) => {
      if (isOver()) return;
      unsent += 1;
      response.write(bytes, sent);
    },
    end: (bytes) => {
      if (isOver()) return;
      clearInterval(heartbeats);
      ending = setTimeout(() => response.destroy(), endTimeout);
      response.end(bytes);
    },
    pending: () => (response.writableLength > mostBytesWaiting ? Infinity : unsent),
  };
}
