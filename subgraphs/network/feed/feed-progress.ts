import type { CaseLevel } from '../../../shared/lifecycle/congress-level.ts';

export interface FeedStatus {
  readonly level: CaseLevel;
  /** `expired`: stands still until a rebuild. */
  readonly state: 'connecting' | 'following' | 'expired';
  /** How far this follower knows the feed to be applied. */
  readonly sequence: number;
  /** The level's newest sequence when a connection last asked; undefined before it ever answered, and while expired. */
  readonly goal: number | undefined;
}

export interface FeedProgress {
  status(): FeedStatus;
  note(change: Partial<FeedStatus>): void;
  /** Resolves once the feed has been applied up to `sequence`; rejects when it is stopped before. */
  reached(sequence: number): Promise<void>;
  stop(reason: Error): void;
}

interface Waiter {
  readonly sequence: number;
  readonly resolve: () => void;
  readonly reject: (reason: Error) => void;
}

export function createFeedProgress(level: CaseLevel): FeedProgress {
  let status: FeedStatus = { level, state: 'connecting', sequence: 0, goal: undefined };
  let stopped: Error | undefined;
  let waiters: Waiter[] = [];

  return {
    status: () => status,
    note(change) {
      status = { ...status, ...change };
      const { sequence } = status;
      const served = waiters.filter((waiter) => waiter.sequence <= sequence);
      waiters = waiters.filter((waiter) => waiter.sequence > sequence);
      for (const { resolve } of served) resolve();
    },
    reached: (sequence) =>
      new Promise((resolve, reject) => {
        if (sequence <= status.sequence) resolve();
        else if (stopped) reject(stopped);
        else waiters.push({ sequence, resolve, reject });
      }),
    stop(reason) {
      stopped = reason;
      for (const { reject } of waiters) reject(reason);
      waiters = [];
    },
  };
}
