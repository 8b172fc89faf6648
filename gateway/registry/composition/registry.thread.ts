import { Worker } from 'node:worker_threads';
import type { SchemaChange } from '../check/schema-change.ts';
import type { CompositionOutcome, CompositionTask } from './graph.composer.ts';
import type { RegistryResult, RegistryTask } from './registry.worker.ts';

/** Compositions on a thread of their own, so that requests are served meanwhile. */
export interface RegistryThread {
  compose(task: CompositionTask): Promise<CompositionOutcome>;
  /** What changed for clients between two supergraphs. */
  compare(before: string, after: string): Promise<readonly SchemaChange[]>;
  stop(): Promise<void>;
}

interface Answer {
  readonly id: number;
  readonly outcome?: RegistryResult;
  /** Of the composer itself. */
  readonly fault?: string;
}

interface Waiting {
  readonly resolve: (outcome: RegistryResult) => void;
  readonly reject: (error: Error) => void;
}

/** Milliseconds that an idle thread is kept: loading the composer anew takes half a second, keeping it 100 MB. */
const idleTime = 30_000;

export function startRegistryThread(): RegistryThread {
  const waiting = new Map<number, Waiting>();
  let worker: Worker | undefined;
  let idle: NodeJS.Timeout | undefined;
  let last = 0;

  function open(): Worker {
    const opened = new Worker(new URL('./registry.worker.ts', import.meta.url));
    opened.on('message', ({ id, outcome, fault }: Answer) => {
      const asker = waiting.get(id);
      waiting.delete(id);
      if (outcome) asker?.resolve(outcome);
      else asker?.reject(new Error(`The composer failed: ${fault}`));
      if (waiting.size > 0) return;
      // An idle thread keeps no process alive; one at work does.
      opened.unref();
      idle = setTimeout(() => void close(), idleTime).unref();
    });
    opened.on('error', (error: Error) => fail(opened, error));
    opened.on('exit', () => fail(opened, new Error('The composer ended before it answered.')));
    return opened;
  }

  /** Such as out of memory: the next task gets a new thread. */
  function fail(failed: Worker, error: Error): void {
    if (failed !== worker) return;
    worker = undefined;
    for (const { reject } of waiting.values()) reject(error);
    waiting.clear();
  }

  async function close(): Promise<void> {
    clearTimeout(idle);
    await worker?.terminate();
  }

  function run(task: RegistryTask): Promise<RegistryResult> {
    clearTimeout(idle);
    worker ??= open();
    const id = (last += 1);
    return new Promise((resolve, reject) => {
      waiting.set(id, { resolve, reject });
      worker?.ref();
      worker?.postMessage({ id, task });
    });
  }

  return {
    compose: (task) => run({ kind: 'compose', task }) as Promise<CompositionOutcome>,
    compare: (before, after) => run({ kind: 'compare', before, after }) as Promise<readonly SchemaChange[]>,
    stop: close,
  };
}
