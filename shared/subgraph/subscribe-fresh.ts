import { createSourceEventStream, execute, type ExecutionArgs, type ExecutionResult } from 'graphql';
import type { MaybeActor } from '../auth/actor.ts';
import { assertNotExpired } from '../auth/token-expiry.ts';

export interface SubscriptionScope {
  readonly actor: MaybeActor;
  /** A context of its own for each event: loaders must not remember rows of an earlier one. */
  readonly createContext: () => unknown;
}

type ResultStream = AsyncGenerator<ExecutionResult, void, undefined>;

/** graphql-js's `subscribe`, with a new context for each event and the token's time checked at each. */
export async function subscribeFresh(
  args: ExecutionArgs,
  scope: SubscriptionScope,
): Promise<ResultStream | ExecutionResult> {
  const source = await createSourceEventStream({ ...args, contextValue: scope.createContext() });
  if (!(Symbol.asyncIterator in source)) return source;
  const iterator = source[Symbol.asyncIterator]();

  async function next(): Promise<IteratorResult<ExecutionResult, void>> {
    const event = await iterator.next();
    if (event.done) return { done: true, value: undefined };
    assertNotExpired(scope.actor);
    return {
      done: false,
      value: await execute({ ...args, contextValue: scope.createContext(), rootValue: event.value }),
    };
  }
  async function end(): Promise<IteratorResult<ExecutionResult, void>> {
    await iterator.return?.();
    return { done: true, value: undefined };
  }
  const results: ResultStream = {
    next,
    return: end,
    throw: async (error: unknown) => {
      await end();
      throw error;
    },
    [Symbol.asyncIterator]: () => results,
    async [Symbol.asyncDispose]() {
      await end();
    },
  };
  return results;
}
