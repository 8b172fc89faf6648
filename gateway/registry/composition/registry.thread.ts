import { Worker } from 'node:worker_threads';
import { ClientError } from '../../../shared/errors/client-error.ts';
import type { SchemaChange } from '../check/schema-change.ts';
import type { CompositionOutcome, CompositionTask } from './graph.composer.ts';
import { limitTime, processorTime, type TimeLimitOptions } from './time-limit.ts';
import type { RegistryResult, RegistryTask } from './registry.worker.ts';

/** Compositions on a thread of their own, one after the other, so that requests are served meanwhile. */
export interface RegistryThread {
  /** Throws ClientError SDL_TOO_LARGE where it takes more time than one task gets. */
  compose(task: CompositionTask): Promise<CompositionOutcome>;
  /** What changed for clients between two supergraphs. */
  compare(before: string, after: string): Promise<readonly SchemaChange[]>;
  stop(): Promise<void>;
}

export interface RegistryThreadOptions {
  /** Milliseconds of the processor's time for one task; a graph of 300 subgraphs takes a few seconds. */
  readonly timeLimit?: number;
  /** Milliseconds of the processor's time that a thread has had so far. */
  readonly timeOf?: TimeLimitOptions['timeOf'];
}

interface Answer {
  readonly outcome?: RegistryResult;
  /** Of the composer itself. */
  readonly fault?: string;
}

interface Job {
  readonly task: RegistryTask;
  readonly resolve: (outcome: RegistryResult) => void;
  readonly reject: (error: Error) => void;
}

/** Milliseconds that an idle thread is kept: loading the composer anew takes half a second, keeping it 100 MB. */
const idleTime = 30_000;

export function startRegistryThread({
  timeLimit: limit = 60_000,
  timeOf = processorTime,
}: RegistryThreadOptions = {}): RegistryThread {
  /** The first is at work. */
  const jobs: Job[] = [];
  let worker: Worker | undefined;
  /** Ends the watch over the task, or over a thread without one. */
  let endWatch = (): void => undefined;

  function open(): Worker {
    const opened = new Worker(new URL('./registry.worker.ts', import.meta.url));
    opened.on('message', ({ outcome, fault }: Answer) => {
      if (opened !== worker) return;
      settle((job) => (outcome ? job.resolve(outcome) : job.reject(new Error(`The composer failed: ${fault}`))));
    });
    opened.on('error', (error: Error) => fail(opened, error));
    opened.on('exit', () => fail(opened, new Error('The composer ended before it answered.')));
    return opened;
  }

  /** The next task gets a new thread. */
  function fail(failed: Worker | undefined, error: Error): void {
    if (!failed || failed !== worker) return;
    worker = undefined;
    void failed.terminate();
    settle((job) => job.reject(error));
  }

  function settle(end: (job: Job) => void): void {
    const done = jobs.shift();
    if (done) end(done);
    next();
  }

  function next(): void {
    endWatch();
    const [job] = jobs;
    if (!job) {
      // An idle thread keeps no process alive; one at work does.
      worker?.unref();
      const idling = setTimeout(() => void close(), idleTime).unref();
      endWatch = () => clearTimeout(idling);
      return;
    }
    worker ??= open();
    worker.ref();
    worker.postMessage(job.task);
    endWatch = limitTime(worker, { limit, timeOf, onOver: () => fail(worker, tooLarge(limit)) });
  }

  async function close(): Promise<void> {
    endWatch();
    const closing = worker;
    worker = undefined;
    for (const { reject } of jobs.splice(0)) reject(new Error('The composer ended before it answered.'));
    await closing?.terminate();
  }

  function run(task: RegistryTask): Promise<RegistryResult> {
    return new Promise((resolve, reject) => {
      if (jobs.push({ task, resolve, reject }) === 1) next();
    });
  }

  return {
    compose: (task) => run({ kind: 'compose', task }) as Promise<CompositionOutcome>,
    compare: (before, after) => run({ kind: 'compare', before, after }) as Promise<readonly SchemaChange[]>,
    stop: close,
  };
}

function tooLarge(limit: number): ClientError {
  return new ClientError(
    'SDL_TOO_LARGE',
    `To work out the graph of these schemas takes more than ${limit / 1_000} s of the processor's time, the most that the registry gives. Nothing has changed; publish fewer types.`,
  );
}
