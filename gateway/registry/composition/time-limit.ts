import type { Worker } from 'node:worker_threads';

/** By the clock a thread may take so many times its limit. */
const mostPatience = 10;

export interface TimeLimitOptions {
  /** Milliseconds of the processor's time. */
  readonly limit: number;
  /** Milliseconds of it that a thread has had so far. */
  readonly timeOf: (worker: Worker) => Promise<number>;
  readonly onOver: () => void;
}

/**
 * Watches a thread from now on. What counts is the processor's time: a thread that gives way to requests gets little of it
 * where they are many, and is not at fault for that. Returns how to end the watch.
 */
export function limitTime(worker: Worker, { limit, timeOf, onOver }: TimeLimitOptions): () => void {
  const end = performance.now() + mostPatience * limit;
  // A thread that cannot be asked has not started yet; one that is over tells so by itself, and nobody watches it any more.
  const used = () => timeOf(worker).catch(() => 0);
  const before = used();
  let isEnded = false;
  let timer: NodeJS.Timeout;

  async function look(): Promise<void> {
    const left = limit - ((await used()) - (await before));
    if (isEnded) return;
    if (left <= 0 || performance.now() >= end) onOver();
    else wait(Math.max(left, limit / 20));
  }

  function wait(time: number): void {
    timer = setTimeout(() => void look(), time);
  }

  wait(limit);
  return () => {
    isEnded = true;
    clearTimeout(timer);
  };
}

export async function processorTime(worker: Worker): Promise<number> {
  const { user, system } = await worker.cpuUsage();
  return (user + system) / 1_000;
}
