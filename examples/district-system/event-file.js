import { createHash } from 'node:crypto';
import { EventEmitter, on } from 'node:events';
import { closeSync, fsyncSync, ftruncateSync, mkdirSync, openSync, readFileSync, writeSync } from 'node:fs';
import { dirname } from 'node:path';

const genesis = '0'.repeat(64);

/**
 * This system's storage: one file of events, one JSON text per line, that only grows. An event is told to nobody before it
 * is on the disk; everything else is computed from the events when the process starts.
 */
export class EventFile {
  #descriptor;
  #events = [];
  #added = new EventEmitter().setMaxListeners(0);

  constructor(file) {
    mkdirSync(dirname(file), { recursive: true });
    this.#descriptor = openSync(file, 'a+');
    const bytes = readFileSync(file);
    // What stands behind the last line end is an event whose writing was cut off: nobody has been told of it.
    const whole = bytes.lastIndexOf('\n') + 1;
    if (whole < bytes.length) ftruncateSync(this.#descriptor, whole);
    const lines = bytes.subarray(0, whole).toString().split('\n').slice(0, -1);
    for (const line of lines) this.#take(JSON.parse(line));
  }

  get all() {
    return this.#events;
  }

  /** The sequence of the newest event; 0 where there is none. */
  get position() {
    return this.#events.length;
  }

  append(told) {
    const previous = this.#events.at(-1)?.hash ?? genesis;
    const event = { sequence: this.position + 1, occurredAt: new Date().toISOString(), ...told };
    const hash = createHash('sha256').update(previous).update(JSON.stringify(event)).digest('hex');
    const stored = { ...event, hash };
    writeSync(this.#descriptor, `${JSON.stringify(stored)}\n`);
    fsyncSync(this.#descriptor);
    this.#take(stored);
    this.#added.emit('event');
    return stored;
  }

  /** Every event after `sequence`, in order, then each new one: there is no seam at which one could be missed. */
  async *follow(sequence, signal) {
    let next = sequence;
    const wakeUps = on(this.#added, 'event', { signal });
    try {
      for (;;) {
        while (next < this.position) yield this.#events[next++];
        await wakeUps.next();
      }
    } catch (error) {
      if (!signal.aborted) throw error;
    }
  }

  close() {
    closeSync(this.#descriptor);
  }

  #take(event) {
    if (event.sequence !== this.position + 1) throw new Error(`Event ${this.position + 1} is missing in the file.`);
    this.#events.push(Object.freeze(event));
  }
}
