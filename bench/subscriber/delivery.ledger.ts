import { isDeepStrictEqual } from 'node:util';
import { eventNumber, expectedEvent } from '../graph/review-added.ts';

/** A message of the protocol, parsed. */
export interface ServerMessage {
  readonly type: string;
  readonly id?: string;
  readonly payload?: unknown;
}

/** The bytes of an event as the first client got it; all others get the same but for their id. */
interface Reference {
  readonly bytes: Buffer;
  readonly idStart: number;
  readonly idEnd: number;
}

/** What did not come once, in order and with the right content, summed over all clients. */
export interface DeliveryFaults {
  readonly lost: number;
  readonly doubled: number;
  readonly wrong: number;
  /** The beginning of the first wrong one. */
  readonly firstWrong: string | undefined;
}

/** Characters of a wrong message that are kept. */
const keptText = 300;

/** References that are kept; a client further behind has its messages parsed. */
const mostReferences = 256;

/**
 * Holds every client to every event, from the first that it gets: exactly once, in order, with the content that the
 * catalogue says. The first client to get an event has it parsed and compared, the others have its bytes compared.
 */
export class DeliveryLedger {
  readonly #last: Int32Array;
  readonly #counts = new Map<number, number>();
  readonly #references = new Map<number, Reference>();
  readonly #onComplete: (number: number) => void;
  #lost = 0;
  #doubled = 0;
  #wrong = 0;
  #firstWrong: string | undefined;

  /** `onComplete` is called when the last client gets an event. */
  constructor(clients: number, onComplete: (number: number) => void) {
    this.#last = new Int32Array(clients);
    this.#onComplete = onComplete;
  }

  /** Number of the last event of a client; 0 before its first. */
  lastOf(place: number): number {
    return this.#last[place] ?? 0;
  }

  /** How many clients have got this event. */
  countOf(number: number): number {
    return this.#counts.get(number) ?? 0;
  }

  /** Takes a message where it is the client's next event; false where it has to be parsed to tell. */
  hasTaken(place: number, id: Buffer, bytes: Buffer, { start, end }: { start: number; end: number }): boolean {
    const number = this.lastOf(place) + 1;
    const reference = this.#references.get(number);
    if (!reference || reference.bytes.length !== end - start) return false;
    const { bytes: known, idStart, idEnd } = reference;
    const isSame =
      bytes.compare(known, idEnd, known.length, start + idEnd, end) === 0 &&
      bytes.compare(id, 0, id.length, start + idStart, start + idEnd) === 0 &&
      bytes.compare(known, 0, idStart, start, start + idStart) === 0;
    if (isSame) this.#note(place, number);
    return isSame;
  }

  /** Takes a message of type `next`, whatever is in it. */
  takeParsed(place: number, id: string, message: ServerMessage, text: string): void {
    const payload = message.payload as {
      data?: { reviewAdded?: { cursor?: unknown } | null } | null;
      errors?: unknown;
    };
    const number = eventNumber(payload.data?.reviewAdded?.cursor);
    if (Number.isNaN(number)) return this.#noteWrong(text);
    const isRight =
      message.id === id && payload.errors === undefined && isDeepStrictEqual(payload.data, expectedEvent(number));
    if (!isRight) this.#noteWrong(text);
    else if (!this.#references.has(number)) this.#keep(number, id, text);
    const last = this.lastOf(place);
    if (last > 0 && number <= last) {
      this.#doubled += 1;
      return;
    }
    if (last > 0) this.#lost += number - last - 1;
    this.#note(place, number);
  }

  /** With the events up to `published` that a client did not get; those before its first are not missed. */
  faults(published: number): DeliveryFaults {
    const behind = this.#last.reduce((sum, last) => sum + (last > 0 ? published - last : 0), 0);
    return { lost: this.#lost + behind, doubled: this.#doubled, wrong: this.#wrong, firstWrong: this.#firstWrong };
  }

  #noteWrong(text: string): void {
    this.#wrong += 1;
    this.#firstWrong ??= text.slice(0, keptText);
  }

  #note(place: number, number: number): void {
    this.#last[place] = number;
    const count = this.countOf(number) + 1;
    this.#counts.set(number, count);
    if (count === this.#last.length) this.#onComplete(number);
  }

  #keep(number: number, id: string, text: string): void {
    const bytes = Buffer.from(text);
    const idStart = bytes.indexOf(id);
    this.#references.set(number, { bytes, idStart, idEnd: idStart + id.length });
    const oldest = this.#references.keys().next().value;
    if (this.#references.size > mostReferences && oldest !== undefined) this.#references.delete(oldest);
  }
}
