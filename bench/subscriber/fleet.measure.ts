import { setTimeout as wait } from 'node:timers/promises';
import type { EventSource } from './event.source.ts';
import type { Fleet } from './subscriber.fleet.ts';
import type { Bounds, PacedReport, SubscriberReports } from './subscriber.messages.ts';

/** Milliseconds until every client has to get events. */
const firstEventsTimeout = 90_000;
/** Milliseconds without a further delivery after which another event is published. */
const patience = 1_500;
/** Milliseconds in which a paced run's last events have to arrive. */
const settleTimeout = 10_000;

/**
 * Publishes one event after the other until one reaches all clients. The protocol has no word for "subscribed": a client
 * whose subscription is still on its way to the subgraph gets the later ones only.
 */
export async function firstEvents(fleet: Fleet, source: EventSource, clients: number): Promise<number> {
  const deadline = performance.now() + firstEventsTimeout;
  for (;;) {
    const { first } = await source.publish(1);
    const start = performance.now();
    let progress = { count: 0, at: start };
    while (fleet.countOf(first) < clients && performance.now() - progress.at < patience) {
      await wait(1);
      const count = fleet.countOf(first);
      if (count > progress.count) progress = { count, at: performance.now() };
    }
    if (fleet.countOf(first) === clients) return performance.now() - start;
    if (performance.now() > deadline)
      throw new Error(`only ${fleet.countOf(first)} of ${clients} clients got an event in ${deadline / 1000} s`);
  }
}

export async function measureLatency(
  fleet: Fleet,
  source: EventSource,
  { mostEvents, duration }: Bounds,
): Promise<SubscriberReports['latency']> {
  const times: number[] = [];
  const deadline = performance.now() + duration;
  while (times.length === 0 || (times.length < mostEvents && performance.now() < deadline)) {
    const { first, times: published } = await source.publish(1);
    times.push((await fleet.completion(first)) - (published[0] as number));
  }
  return { times };
}

export async function measureThroughput(
  fleet: Fleet,
  source: EventSource,
  { mostEvents, duration, window }: Bounds & { readonly window: number },
): Promise<Pick<SubscriberReports['throughput'], 'seconds'> & { readonly events: number }> {
  const deadline = performance.now() + duration;
  const begun = await source.publish(window);
  let next = begun.first;
  let end = 0;
  for (; next <= source.last(); next++) {
    end = await fleet.completion(next);
    const isOver = performance.now() > deadline || next - begun.first >= mostEvents;
    // Half a window at once, so that orders to the publisher do not become what is measured.
    const room = window - (source.last() - next);
    if (!isOver && room * 2 >= window) await source.publish(room);
  }
  return { events: next - begun.first, seconds: (end - (begun.times[0] as number)) / 1000 };
}

/** A steady trickle of events. */
export interface PacedEvents {
  settle(): Promise<PacedReport>;
}

export function startPace(fleet: Fleet, source: EventSource, perSecond: number): PacedEvents {
  const before = source.last();
  let failure: unknown;
  const timer = setInterval(() => {
    source.publish(1).catch((error: unknown) => (failure ??= error));
  }, 1000 / perSecond);
  return {
    settle: async () => {
      clearInterval(timer);
      await source.publish(1);
      if (failure !== undefined) throw failure;
      const deadline = performance.now() + settleTimeout;
      while (fleet.faults(source.last()).lost > 0 && performance.now() < deadline) await wait(50);
      const { count, reason } = fleet.endings();
      return { published: source.last() - before, ...fleet.faults(source.last()), ended: count, reason };
    },
  };
}
