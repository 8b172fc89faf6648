import { Worker } from 'node:worker_threads';
import type { ApolloPlannerAnswer, ApolloPlannerOrder } from './apollo.planner.worker.ts';
import { PlannerEnded, type Plan, type PlannedOperation, type StoppablePlanner } from './plan.ts';

/** Milliseconds without an operation after which the thread and its memory are given back. */
const idleLimit = 30_000;

export interface ApolloPlannerLimits {
  /** Milliseconds that one plan may take, the start of the thread included. */
  readonly time: number;
  /** Megabytes that the thread may hold. */
  readonly memory: number;
}

/** It weighs all ways to a field against those to every other: for few operations, they are millions. */
const standardLimits: ApolloPlannerLimits = { time: 15_000, memory: 1_024 };

/**
 * The planner of @apollo/gateway, for what the native one cannot plan. It takes tens of megabytes and up to seconds for
 * one plan, so it lives on a thread of its own, which is there only while somebody needs it. Rejects with PlannerEnded over
 * an operation that takes more than the limits.
 */
export function createApolloPlanner(supergraphSdl: string, limits = standardLimits): StoppablePlanner {
  let thread: PlannerThread | undefined;
  let isStopped = false;

  function onLeft(waiting: Waiting): void {
    if (isStopped) waiting.reject(new PlannerEnded('it was stopped'));
    else send(waiting);
  }

  function send(waiting: Waiting): void {
    if (!thread || thread.isOver) thread = new PlannerThread({ supergraphSdl, limits, onLeft });
    thread.send(waiting);
  }

  return {
    plan: (operation) => {
      const waiting: Waiting = { ...Promise.withResolvers<Plan>(), operation };
      send(waiting);
      return waiting.promise;
    },
    stop: async () => {
      isStopped = true;
      await thread?.stop();
    },
  };
}

interface Waiting extends PromiseWithResolvers<Plan> {
  readonly operation: PlannedOperation;
}

interface ThreadOptions {
  readonly supergraphSdl: string;
  readonly limits: ApolloPlannerLimits;
  /** Takes what the thread had not come to when it ended over another operation. */
  readonly onLeft: (waiting: Waiting) => void;
}

class PlannerThread {
  isOver = false;
  readonly #worker: Worker;
  readonly #options: ThreadOptions;
  readonly #waiting = new Map<number, Waiting>();
  #lastId = 0;
  #timer: NodeJS.Timeout | undefined;

  constructor(options: ThreadOptions) {
    this.#options = options;
    this.#worker = new Worker(new URL('./apollo.planner.worker.ts', import.meta.url), {
      workerData: options.supergraphSdl,
      resourceLimits: { maxOldGenerationSizeMb: options.limits.memory },
    });
    this.#worker.unref();
    this.#worker.on('message', (answer: ApolloPlannerAnswer) => this.#take(answer));
    this.#worker.on('error', (error: Error) => this.#end(error.message));
    this.#worker.on('exit', (code) => this.#end(`its thread ended with code ${code}`));
  }

  send(waiting: Waiting): void {
    const id = ++this.#lastId;
    this.#waiting.set(id, waiting);
    this.#worker.postMessage({ id, operation: waiting.operation } satisfies ApolloPlannerOrder);
    if (this.#waiting.size === 1) this.#watch();
  }

  async stop(): Promise<void> {
    this.isOver = true;
    clearTimeout(this.#timer);
    await this.#worker.terminate();
  }

  #take(answer: ApolloPlannerAnswer): void {
    const waiting = this.#waiting.get(answer.id);
    this.#waiting.delete(answer.id);
    if ('plan' in answer) waiting?.resolve(answer.plan);
    else waiting?.reject(new Error(answer.fault));
    this.#watch();
  }

  /** It plans one operation after the other: the oldest is the one that it is at. */
  #watch(): void {
    clearTimeout(this.#timer);
    const { time } = this.#options.limits;
    const isIdle = this.#waiting.size === 0;
    this.#timer = isIdle
      ? setTimeout(() => void this.stop(), idleLimit).unref()
      : setTimeout(() => this.#end(`it took more than ${time} ms`), time);
  }

  /** The oldest operation is what the thread ended over; the others are for the next one. */
  #end(reason: string): void {
    const [oldest, ...others] = this.#waiting.values();
    this.#waiting.clear();
    void this.stop();
    oldest?.reject(new PlannerEnded(reason));
    for (const waiting of others) this.#options.onLeft(waiting);
  }
}
