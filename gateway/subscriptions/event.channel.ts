/** A bounded queue between one writer and one reader. */
export interface EventChannel<Value> extends AsyncIterable<Value, undefined> {
  /** False where the channel is full or closed; the value is not taken then. */
  tryPut(value: Value): boolean;
  /** Waits until there is room; false where the channel was closed meanwhile. */
  put(value: Value): Promise<boolean>;
  /** Waits for the next value; done once the channel is closed and empty. */
  take(): Promise<IteratorResult<Value, undefined>>;
  /** What was put stays to be read. */
  close(): void;
  /** Closes and throws away what was not read. */
  abort(): void;
}

export function createEventChannel<Value>(capacity: number): EventChannel<Value> {
  const values: Value[] = [];
  const takers: ((result: IteratorResult<Value, undefined>) => void)[] = [];
  let writers: (() => void)[] = [];
  let isClosed = false;

  function wakeWriters(): void {
    const waiting = writers;
    writers = [];
    for (const wake of waiting) wake();
  }

  const channel: EventChannel<Value> = {
    tryPut: (value) => {
      if (isClosed) return false;
      const taker = takers.shift();
      if (taker) taker({ done: false, value });
      else if (values.length >= capacity) return false;
      else values.push(value);
      return true;
    },
    put: async (value) => {
      while (!channel.tryPut(value)) {
        if (isClosed) return false;
        await new Promise<void>((resolve) => writers.push(resolve));
      }
      return true;
    },
    take: async () => {
      if (values.length > 0) {
        const value = values.shift() as Value;
        wakeWriters();
        return { done: false, value };
      }
      if (isClosed) return { done: true, value: undefined };
      return new Promise((resolve) => takers.push(resolve));
    },
    close: () => {
      isClosed = true;
      for (const taker of takers.splice(0)) taker({ done: true, value: undefined });
      wakeWriters();
    },
    abort: () => {
      values.length = 0;
      channel.close();
    },
    [Symbol.asyncIterator]: () => ({ next: () => channel.take() }),
  };
  return channel;
}
