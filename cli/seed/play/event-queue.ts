import type { NewEvent } from '../../../shared/events/append-event.ts';

/** Gives what came up to a time, each once. */
export function createQueue(events: readonly NewEvent[]) {
  let next = 0;
  return (until: Date): NewEvent[] => {
    const start = next;
    const last = until.toISOString();
    while (next < events.length && (events[next]?.occurredAt ?? '') <= last) next += 1;
    return events.slice(start, next);
  };
}

/** In the order of time; what happened at one time stays as it is. */
export function inOrder(events: NewEvent[]): NewEvent[] {
  return events.sort(
    (left, right) => Number(left.occurredAt > right.occurredAt) - Number(left.occurredAt < right.occurredAt),
  );
}
