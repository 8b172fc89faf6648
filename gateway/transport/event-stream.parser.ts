export interface StreamEvent {
  /** Empty where the stream does not name it. */
  readonly event: string;
  readonly data: string;
}

export interface EventStreamSink {
  readonly event: (event: StreamEvent) => void;
  /** A line that says nothing but that the stream is alive. */
  readonly comment: () => void;
}

/** The event was larger than the parser takes. */
export class EventTooLarge extends Error {}

const lineEnd = /\r\n?|\n/g;

/** Reads server-sent events (`text/event-stream`) out of bytes as they come, and keeps no more than one event. */
export class EventStreamParser {
  readonly #sink: EventStreamSink;
  readonly #maxEvent: number;
  readonly #decoder = new TextDecoder();
  /** Of a line whose end is still to come: joined once, however many there are. */
  #fragments: string[] = [];
  #event = '';
  #data: string[] = [];
  /** Characters of the event so far. */
  #size = 0;
  #endsWithReturn = false;

  /** `maxEvent` is in characters. */
  constructor(sink: EventStreamSink, maxEvent: number) {
    this.#sink = sink;
    this.#maxEvent = maxEvent;
  }

  /** Throws EventTooLarge, after which nothing more may be fed. */
  feed(bytes: Uint8Array): void {
    const decoded = this.#decoder.decode(bytes, { stream: true });
    if (decoded === '') return;
    // CR LF is one end of a line, also where the two come in two pieces.
    const text = this.#endsWithReturn && decoded.startsWith('\n') ? decoded.slice(1) : decoded;
    this.#endsWithReturn = decoded.endsWith('\r');
    let start = 0;
    for (const { index, 0: end } of text.matchAll(lineEnd)) {
      this.#keep(text.slice(start, index));
      start = index + end.length;
      const line = this.#fragments.join('');
      this.#fragments = [];
      this.#readLine(line);
    }
    this.#keep(text.slice(start));
  }

  #keep(fragment: string): void {
    if (fragment === '') return;
    this.#size += fragment.length;
    if (this.#size > this.#maxEvent) throw new EventTooLarge(`The event is larger than ${this.#maxEvent} characters.`);
    this.#fragments.push(fragment);
  }

  #readLine(line: string): void {
    if (line === '') return this.#dispatch();
    const colon = line.indexOf(':');
    if (colon === 0) {
      this.#size -= line.length;
      return this.#sink.comment();
    }
    const field = colon < 0 ? line : line.slice(0, colon);
    const value = colon < 0 ? '' : line.slice(line[colon + 1] === ' ' ? colon + 2 : colon + 1);
    if (field === 'data') this.#data.push(value);
    else if (field === 'event') this.#event = value;
  }

  #dispatch(): void {
    const event = { event: this.#event, data: this.#data.join('\n') };
    const isEmpty = event.event === '' && this.#data.length === 0;
    this.#event = '';
    this.#data = [];
    this.#size = 0;
    if (!isEmpty) this.#sink.event(event);
  }
}
