import { readdirSync } from 'node:fs';
import { constants, getPriority, setPriority } from 'node:os';

/**
 * Lets the processor go to requests first, where it has too little for both. Called on a thread that composes: on Linux a
 * priority is a thread's own; elsewhere it is the whole process's, and stays as it is.
 */
export function giveWayToRequests(): void {
  const { PRIORITY_BELOW_NORMAL: priority } = constants.priority;
  // A process that runs below it already may not raise its threads to it.
  if (process.platform === 'linux' && getPriority(0) < priority) setPriority(0, priority);
}

/** The same for all threads of a process that is there for such work only; those that they start are like them. */
export function giveWayAsProcess(): void {
  const { PRIORITY_BELOW_NORMAL: priority } = constants.priority;
  const threads = process.platform === 'linux' ? readdirSync('/proc/self/task').map(Number) : [process.pid];
  for (const thread of threads) if (getPriority(thread) < priority) setPriority(thread, priority);
}
