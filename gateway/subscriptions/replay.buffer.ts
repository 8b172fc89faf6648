import type { SharedEvent } from './subscriber.ts';

/** What all buffers of a gateway hold together: the oldest events of any make room for new ones. */
export class ReplayMemory {
  readonly #mostBytes: number;
  readonly #held = new Map<SharedEvent, { readonly buffer: ReplayBuffer; readonly bytes: number }>();
  #bytes = 0;

  constructor(mostBytes: number) {
    this.#mostBytes = mostBytes;
  }

  hold(event: SharedEvent, buffer: ReplayBuffer): void {
    const bytes = Buffer.byteLength(event.text);
    this.#held.set(event, { buffer, bytes });
    this.#bytes += bytes;
    while (this.#bytes > this.#mostBytes) {
      const [oldest] = this.#held.values();
      oldest?.buffer.dropOldest();
    }
  }

  release(event: SharedEvent): void {
    this.#bytes -= this.#held.get(event)?.bytes ?? 0;
    this.#held.delete(event);
  }
}

/** The last events of one upstream, for clients that come back with the cursor of one of them. */
export class ReplayBuffer {
  readonly #memory: ReplayMemory;
  readonly #mostEvents: number;
  /** By number, in order. */
  readonly #events = new Map<number, SharedEvent>();
  /** Numbers of the events that follow each cursor. */
  readonly #next = new Map<string, number>();
  #first = 0;
  #end = 0;
  /** The cursor before the first event; undefined where it is not known. */
  #base: string | undefined;

  /** `after` is the cursor that the upstream was opened behind, undefined or null for one that began with what came. */
  constructor(memory: ReplayMemory, mostEvents: number, after: unknown) {
    this.#memory = memory;
    this.#mostEvents = mostEvents;
    this.#base = keyOf(after);
    if (this.#base !== undefined) this.#next.set(this.#base, 0);
  }

  push(event: SharedEvent): void {
    this.#events.set(this.#end, event);
    this.#end += 1;
    const key = keyOf(event.cursor);
    if (key !== undefined) this.#next.set(key, this.#end);
    this.#memory.hold(event, this);
    if (this.#events.size > this.#mostEvents) this.dropOldest();
  }

  /** What came behind the event of this cursor, in order; undefined where that is not known any more. */
  after(cursor: unknown): readonly SharedEvent[] | undefined {
    const key = keyOf(cursor);
    const start = key === undefined ? undefined : this.#next.get(key);
    if (start === undefined) return undefined;
    const events: SharedEvent[] = [];
    for (let number = start; number < this.#end; number += 1) {
      const event = this.#events.get(number);
      if (event) events.push(event);
    }
    return events;
  }

  has(cursor: unknown): boolean {
    const key = keyOf(cursor);
    return key !== undefined && this.#next.has(key);
  }

  dropOldest(): void {
    const event = this.#events.get(this.#first);
    if (!event) return;
    // The position before the dropped event is gone; the one behind it is there still.
    if (this.#base !== undefined && this.#next.get(this.#base) === this.#first) this.#next.delete(this.#base);
    this.#base = keyOf(event.cursor);
    this.#events.delete(this.#first);
    this.#first += 1;
    this.#memory.release(event);
  }

  clear(): void {
    while (this.#events.size > 0) this.dropOldest();
  }
}

/** Cursors are scalars: equal texts are equal positions, also where one came as a number. */
function keyOf(cursor: unknown): string | undefined {
  if (cursor === undefined || cursor === null) return undefined;
  return typeof cursor === 'string' ? cursor : JSON.stringify(cursor);
}
