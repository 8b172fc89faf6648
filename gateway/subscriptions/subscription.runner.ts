import type { ExecutionResult, FormattedExecutionResult } from 'graphql';
import { EventChannel } from './event.channel.ts';
import {
  subscriptionEvents,
  type SubscriptionEventsDependencies,
  type SubscriptionRequest,
} from './subscription.events.ts';
import { subscriptionErrors } from './subscription.fault.ts';

export interface SubscriptionDependencies extends SubscriptionEventsDependencies {
  readonly formatResult: (result: ExecutionResult) => FormattedExecutionResult;
}

/** Joins that run at once for one subscription; their results are sent in the order of their events. */
const joinsInFlight = 8;

type Results = EventChannel<Promise<FormattedExecutionResult>>;

/**
 * The results of a subscription, one per event of its upstream. What ends it before its time is a last result with
 * `errors` and without data. `return` closes the upstream, also while `next` waits: an async generator function would
 * not see it before its next event.
 */
export function startSubscription(
  dependencies: SubscriptionDependencies,
  request: SubscriptionRequest,
): AsyncGenerator<FormattedExecutionResult, undefined, undefined> {
  const stopping = new AbortController();
  const results: Results = new EventChannel(joinsInFlight);
  const finished = pump(dependencies, request, { results, signal: stopping.signal });

  async function close(): Promise<IteratorReturnResult<undefined>> {
    stopping.abort();
    results.abort();
    await finished;
    return { done: true, value: undefined };
  }

  const generator: AsyncGenerator<FormattedExecutionResult, undefined, undefined> = {
    next: async () => {
      const { done, value } = await results.take();
      return done ? { done: true, value: undefined } : { done: false, value: await value };
    },
    return: close,
    throw: async (error: unknown) => {
      await close();
      throw error;
    },
    [Symbol.asyncIterator]: () => generator,
    [Symbol.asyncDispose]: async () => {
      await close();
    },
  };
  return generator;
}

interface Pumped {
  readonly results: Results;
  readonly signal: AbortSignal;
}

/** Never rejects: what goes wrong is the last result. */
async function pump(
  dependencies: SubscriptionDependencies,
  request: SubscriptionRequest,
  { results, signal }: Pumped,
): Promise<void> {
  const failed = (error: unknown) => ({ errors: subscriptionErrors(error) });
  try {
    for await (const join of subscriptionEvents(dependencies, request, signal)) {
      request.assertAllowed();
      if (!(await results.put(join().catch(failed).then(dependencies.formatResult)))) break;
    }
  } catch (error) {
    await results.put(Promise.resolve(dependencies.formatResult(failed(error))));
  } finally {
    results.close();
  }
}
