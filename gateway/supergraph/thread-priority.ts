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
