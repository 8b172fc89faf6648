import { EventEmitter } from 'node:events';
import { Redis } from 'ioredis';
import type { Logger } from '../telemetry/logger.ts';

/**
 * Tells readers to look at a log now. It carries no data: a wake-up that is lost costs one poll interval, never an event.
 * Topics are log ids.
 */
export interface WakeBus {
  notify(topic: string): void;
  /** Returns how to stop listening. */
  listen(topic: string, wake: () => void): () => void;
  close(): Promise<void>;
}

/** For services of one process. */
export function createMemoryBus(): WakeBus {
  const emitter = new EventEmitter().setMaxListeners(0);
  return {
    notify: (topic) => void emitter.emit(topic),
    listen: (topic, wake) => {
      emitter.on(topic, wake);
      return () => emitter.off(topic, wake);
    },
    close: () => Promise.resolve(void emitter.removeAllListeners()),
  };
}

const channelPrefix = 'liaison-graph:wake:';
/** Milliseconds that a closed client holds the process where Redis has gone before it. */
const disconnectTimeout = 200;

/** For services of several processes; wakes the readers of its own process at once, without the way over Redis. */
export function startRedisBus(url: string, logger: Logger): WakeBus {
  const local = createMemoryBus();
  const publisher = new Redis(url, { maxRetriesPerRequest: 1, enableOfflineQueue: false, disconnectTimeout });
  const subscriber = new Redis(url, { maxRetriesPerRequest: null, disconnectTimeout });
  for (const client of [publisher, subscriber]) {
    client.on('error', (error: Error) => {
      logger.warn({ reason: error.message }, 'Redis does not answer; readers of other processes poll');
    });
  }
  const onFault = (error: unknown): void => {
    logger.debug({ reason: String(error) }, 'a wake-up was not sent; readers of other processes poll');
  };
  subscriber.psubscribe(`${channelPrefix}*`).catch(onFault);
  subscriber.on('pmessage', (_pattern: string, channel: string) => {
    local.notify(channel.slice(channelPrefix.length));
  });
  return {
    notify: (topic) => {
      local.notify(topic);
      publisher.publish(channelPrefix + topic, '').catch(onFault);
    },
    listen: (topic, wake) => local.listen(topic, wake),
    close: async () => {
      publisher.disconnect();
      subscriber.disconnect();
      await local.close();
    },
  };
}

export function startWakeBus(redisUrl: string | undefined, logger: Logger): WakeBus {
  return redisUrl ? startRedisBus(redisUrl, logger) : createMemoryBus();
}
