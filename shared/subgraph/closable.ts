/**
 * An async generator whose `return` is heard even while it waits for the next value: a plain one would hear it only when
 * that value comes, and a quiet subscription would stay open after its client has gone.
 */
export function closable<Value>(
  start: (signal: AbortSignal) => AsyncGenerator<Value, void, undefined>,
  outer: AbortSignal,
): AsyncGenerator<Value, void, undefined> {
  const own = new AbortController();
  const inner = start(AbortSignal.any([outer, own.signal]));
  return {
    next: () => inner.next(),
    return: () => {
      own.abort();
      return inner.return();
    },
    throw: (error: unknown) => {
      own.abort();
      return inner.throw(error);
    },
    [Symbol.asyncIterator]() {
      return this;
    },
    async [Symbol.asyncDispose]() {
      own.abort();
      await inner.return();
    },
  };
}
