/** A bounded queue between one writer and one reader. */
export class EventChannel<Value> implements AsyncIterable<Value, undefined> {
  readonly #capacity: number;
  readonly #values: Value[] = [];
  readonly #takers: ((result: IteratorResult<Value, undefined>) => void)[] = [];
  #writers: (() => void)[] = [];
  #isClosed = false;

  constructor(capacity: number) {
    this.#capacity = capacity;
  }

  /** False where the channel is full or closed; the value is not taken then. */
  tryPut(value: Value): boolean {
    if (this.#isClosed) return false;
    const taker = this.#takers.shift();
    if (taker) taker({ done: false, value });
    else if (this.#values.length >= this.#capacity) return false;
    else this.#values.push(value);
    return true;
  }

  /** Waits until there is room; false where the channel was closed meanwhile. */
  async put(value: Value): Promise<boolean> {
    while (!this.tryPut(value)) {
      if (this.#isClosed) return false;
      await new Promise<void>((resolve) => this.#writers.push(resolve));
    }
    return true;
  }

  /** Waits for the next value; done once the channel is closed and empty. */
  async take(): Promise<IteratorResult<Value, undefined>> {
    if (this.#values.length > 0) {
      const value = this.#values.shift() as Value;
      this.#wakeWriters();
      return { done: false, value };
    }
    if (this.#isClosed) return { done: true, value: undefined };
    return new Promise((resolve) => this.#takers.push(resolve));
  }

  /** What was put stays to be read. */
  close(): void {
    this.#isClosed = true;
    for (const taker of this.#takers.splice(0)) taker({ done: true, value: undefined });
    this.#wakeWriters();
  }

  /** Closes and throws away what was not read. */
  abort(): void {
    this.#values.length = 0;
    this.close();
  }

  [Symbol.asyncIterator](): AsyncIterator<Value, undefined> {
    return { next: () => this.take() };
  }

  #wakeWriters(): void {
    const waiting = this.#writers;
    this.#writers = [];
    for (const wake of waiting) wake();
  }
}
