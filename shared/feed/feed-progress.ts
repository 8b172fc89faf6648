import type { CaseLevel } from '../lifecycle/congress-level.ts';

export interface FeedStatus {
  readonly level: CaseLevel;
  /** `expired`: stands still until a rebuild. */
  readonly state: 'connecting' | 'following' | 'expired';
  /** How far this follower knows the feed to be applied. */
  readonly sequence: number;
  /** The level's newest sequence when a connection last asked; undefined before it ever answered, and while expired. */
  readonly goal: number | undefined;
  /** The first such goal: with it reached the feed has been caught up once. */
  readonly firstGoal: number | undefined;
}

export interface FeedProgress {
  status(): FeedStatus;
  advanced(sequence: number): void;
  connected(goal: number): void;
  interrupted(): void;
  /** The feed stands still until a rebuild: nothing that is waited for will come. */
  expired(reason: Error): void;
  /** Resolves once the feed has been applied up to `sequence`; rejects when it expires or is stopped before. */
  reached(sequence: number): Promise<void>;
  stopped(reason: Error): void;
}

interface Waiter {
  readonly sequence: number;
  readonly resolve: () => void;
  readonly reject: (reason: Error) => void;
}

export function createFeedProgress(level: CaseLevel): FeedProgress {
  let status: FeedStatus = { level, state: 'connecting', sequence: 0, goal: undefined, firstGoal: undefined };
  /** Why nothing more is to be waited for. */
  let end: Error | undefined;
  let waiters: Waiter[] = [];

  function reject(reason: Error): void {
    end = reason;
    for (const waiter of waiters) waiter.reject(reason);
    waiters = [];
  }

  return {
    status: () => status,
    advanced(sequence) {
      status = { ...status, sequence };
      const served = waiters.filter((waiter) => waiter.sequence <= sequence);
      waiters = waiters.filter((waiter) => waiter.sequence > sequence);
      for (const { resolve } of served) resolve();
    },
    connected(goal) {
      end = undefined;
      status = { ...status, state: 'following', goal, firstGoal: status.firstGoal ?? goal };
    },
    interrupted() {
      status = { ...status, state: 'connecting' };
    },
    expired(reason) {
      status = { ...status, state: 'expired', goal: undefined, firstGoal: undefined };
      reject(reason);
    },
    reached: (sequence) =>
      new Promise((resolve, refuse) => {
        if (sequence <= status.sequence) resolve();
        else if (end) refuse(end);
        else waiters.push({ sequence, resolve, reject: refuse });
      }),
    stopped: reject,
  };
}
