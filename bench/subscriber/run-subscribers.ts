import { fork } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { cleanEnvironment, track } from '../process/child-process.ts';
import type { SubscriberMessage, SubscriberOrder, SubscriberReports } from './subscriber.messages.ts';

/** The process of the subscribers. It carries out one order at a time. */
export interface Subscribers {
  order<Order extends SubscriberOrder>(order: Order): Promise<SubscriberReports[Order['kind']]>;
  /** Kills it, and every subscription with it. */
  stop(): Promise<void>;
}

const program = join(import.meta.dirname, 'subscribers.process.ts');

export function startSubscribers(): Subscribers {
  const child = fork(program, [], { env: cleanEnvironment(), silent: true });
  const output = track(child);
  const exit = once(child, 'exit');
  const exited = exit.then(() => {
    throw new Error(`The process of the subscribers ended early:\n${output()}`);
  });
  exited.catch(() => undefined);
  return {
    order: async <Order extends SubscriberOrder>(order: Order) => {
      child.send(order);
      const [message] = (await Promise.race([once(child, 'message'), exited])) as [SubscriberMessage];
      if (message.kind === 'failed') throw new Error(`The subscribers say: ${message.reason}.`);
      return message.report as SubscriberReports[Order['kind']];
    },
    stop: async () => {
      child.kill('SIGKILL');
      await exit;
    },
  };
}
