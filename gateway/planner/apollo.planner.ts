import { Worker } from 'node:worker_threads';
import type { ApolloPlannerAnswer, ApolloPlannerOrder } from './apollo.planner.worker.ts';
import type { Plan, PlannedOperation, StoppablePlanner } from './plan.ts';

/** Milliseconds without an operation after which the thread and its memory are given back. */
const idleLimit = 30_000;

/**
 * The planner of @apollo/gateway, for what the native one cannot plan. It takes tens of megabytes and up to seconds for
 * one plan, so it lives on a thread of its own, which is there only while somebody needs it.
 */
export function createApolloPlanner(supergraphSdl: string): StoppablePlanner {
  let thread: PlannerThread | undefined;
  return {
    plan: (operation) => {
      if (!thread || thread.isOver) thread = new PlannerThread(supergraphSdl);
      return thread.plan(operation);
    },
    stop: async () => thread?.stop(),
  };
}

class PlannerThread {
  isOver = false;
  readonly #worker: Worker;
  readonly #waiting = new Map<number, PromiseWithResolvers<Plan>>();
  #lastId = 0;
  #idle: NodeJS.Timeout | undefined;

  constructor(supergraphSdl: string) {
    this.#worker = new Worker(new URL('./apollo.planner.worker.ts', import.meta.url), { workerData: supergraphSdl });
    this.#worker.unref();
    this.#worker.on('message', (answer: ApolloPlannerAnswer) => this.#take(answer));
    this.#worker.on('error', (error: Error) => this.#end(error));
    this.#worker.on('exit', (code) => this.#end(new Error(`The planner's thread ended with code ${code}.`)));
  }

  plan(operation: PlannedOperation): Promise<Plan> {
    clearTimeout(this.#idle);
    const id = ++this.#lastId;
    const waiting = Promise.withResolvers<Plan>();
    this.#waiting.set(id, waiting);
    this.#worker.postMessage({ id, operation } satisfies ApolloPlannerOrder);
    return waiting.promise;
  }

  async stop(): Promise<void> {
    this.isOver = true;
    await this.#worker.terminate();
  }

  #take(answer: ApolloPlannerAnswer): void {
    const waiting = this.#waiting.get(answer.id);
    this.#waiting.delete(answer.id);
    if ('plan' in answer) waiting?.resolve(answer.plan);
    else waiting?.reject(new Error(answer.fault));
    if (this.#waiting.size === 0) this.#idle = setTimeout(() => void this.stop(), idleLimit).unref();
  }

  #end(reason: Error): void {
    this.isOver = true;
    clearTimeout(this.#idle);
    for (const waiting of this.#waiting.values()) waiting.reject(reason);
    this.#waiting.clear();
  }
}
