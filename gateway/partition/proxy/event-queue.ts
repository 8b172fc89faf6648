/** Events that one reader takes one by one, at his own pace up to `limit`. */
export class EventQueue<Event> {
  readonly #events: Event[] = [];
  readonly #limit: number;
  #wake: () => void = () => undefined;
  #end: { readonly error: Error | undefined } | undefined;

  constructor(limit: number) {
    this.#limit = limit;
  }

  /** False where the reader is too far behind: nothing more is taken. */
  push(event: Event): boolean {
    if (this.#events.length >= this.#limit) return false;
    this.#events.push(event);
    this.#wake();
    return true;
  }

  /** What was pushed before is read first; then the reader's loop ends, or throws `error`. */
  finish(error?: Error): void {
    this.#end ??= { error };
    this.#wake();
  }

  async *read(): AsyncGenerator<Event, void, undefined> {
    for (;;) {
      const event = this.#events.shift();
      if (event !== undefined) yield event;
      else if (this.#end?.error) throw this.#end.error;
      else if (this.#end) return;
      else await new Promise<void>((resolve) => (this.#wake = resolve));
    }
  }
}
