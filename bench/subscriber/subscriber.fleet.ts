import { randomUUID } from 'node:crypto';
import { setTimeout as wait } from 'node:timers/promises';
import { monotonicTime } from '../publisher/publisher.messages.ts';
import { DeliveryLedger, type DeliveryFaults } from './delivery.ledger.ts';
import { Subscriber } from './subscriber.ts';

export interface FleetOptions {
  readonly url: string;
  readonly clients: number;
  /** All clients give their operation one id: for a server that sends all of them the same bytes. */
  readonly isIdShared: boolean;
  /** Subscribes again where the server ends a subscription; otherwise that is a failure. */
  readonly isResuming: boolean;
}

/** Clients of one server, each with one subscription. */
export interface Fleet {
  /** When all clients had the event, in milliseconds of `monotonicTime`. Throws where they do not get it in time. */
  completion(number: number): Promise<number>;
  /** How many clients have the event. */
  countOf(number: number): number;
  faults(published: number): DeliveryFaults;
  /** Subscriptions that the server ended, and why it said the first of them was. */
  endings(): { readonly count: number; readonly reason: string | undefined };
  stop(): void;
}

/** Clients that are let in at once. */
const mostConnecting = 100;
/** Milliseconds until all have to be in. */
const connectTimeout = 60_000;
/** Milliseconds until an event has to be with all clients. */
const eventTimeout = 60_000;
/** Milliseconds until a client subscribes again. */
const resumePause = 100;

/** Resolves once every client has sent its subscription. */
export async function startFleet(options: FleetOptions): Promise<Fleet> {
  const completions = createCompletions();
  const ledger = new DeliveryLedger(options.clients, completions.note);
  const subscribers: Subscriber[] = [];
  const endings = { count: 0, reason: undefined as string | undefined };
  const url = new URL(options.url);
  const sharedId = randomUUID();
  let subscribed = 0;
  let isStopped = false;

  function ended(place: number, reason: string): void {
    endings.count += 1;
    endings.reason ??= reason;
    if (options.isResuming) setTimeout(() => isStopped || subscribers[place]?.resume(), resumePause);
    else completions.fail(new Error(`client ${place}: ${reason}`));
  }

  const deadline = performance.now() + connectTimeout;
  while (subscribed < options.clients) {
    while (subscribers.length < options.clients && subscribers.length - subscribed < mostConnecting) {
      const place = subscribers.length;
      const newId = (): string => (options.isIdShared ? sharedId : randomUUID());
      const note = { subscribed: () => void (subscribed += 1), ended: (reason: string) => ended(place, reason) };
      subscribers.push(new Subscriber({ url, place, ledger, newId, ...note }));
    }
    if (endings.count > 0 || performance.now() > deadline) {
      const reason = endings.reason ?? `in ${connectTimeout / 1000} s`;
      throw new Error(`only ${subscribed} of ${options.clients} clients could subscribe: ${reason}`);
    }
    await wait(1);
  }
  return {
    completion: (number) =>
      completions.of(number, () => `only ${ledger.countOf(number)} of ${options.clients} clients got event ${number}`),
    countOf: (number) => ledger.countOf(number),
    faults: (published) => ledger.faults(published),
    endings: () => endings,
    stop: () => {
      isStopped = true;
      for (const subscriber of subscribers) subscriber.stop();
    },
  };
}

interface Completions {
  note(number: number): void;
  /** Ends every wait, those to come too. */
  fail(error: Error): void;
  of(number: number, missing: () => string): Promise<number>;
}

function createCompletions(): Completions {
  const times = new Map<number, number>();
  const waiting = new Map<number, () => void>();
  let failure: Error | undefined;
  return {
    note: (number) => {
      times.set(number, monotonicTime());
      waiting.get(number)?.();
    },
    fail: (error) => {
      failure ??= error;
      for (const wake of waiting.values()) wake();
    },
    of: async (number, missing) => {
      const known = times.get(number);
      if (known !== undefined) return known;
      const timeout = new AbortController();
      const woken = new Promise<void>((resolve) => waiting.set(number, resolve));
      const late = wait(eventTimeout, undefined, { signal: timeout.signal }).catch(() => undefined);
      if (failure === undefined) await Promise.race([woken, late]);
      timeout.abort();
      waiting.delete(number);
      const time = times.get(number);
      if (time === undefined) throw failure ?? new Error(`${missing()} in ${eventTimeout / 1000} s`);
      return time;
    },
  };
}
