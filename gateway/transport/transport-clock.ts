import { setTimeout as pause } from 'node:timers/promises';

/** Time and chance, so that tests have both in their hands. */
export interface TransportClock {
  /** Milliseconds from any point; never runs backwards. */
  readonly now: () => number;
  /** From 0 up to, but not, 1. */
  readonly random: () => number;
  readonly pause: (milliseconds: number) => Promise<void>;
}

export const systemClock: TransportClock = {
  now: () => performance.now(),
  random: () => Math.random(),
  pause: (milliseconds) => pause(milliseconds),
};
