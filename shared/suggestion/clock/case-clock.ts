import { createLease } from '../../database/lease.ts';
import type { Logger } from '../../telemetry/logger.ts';
import type { SuggestionDeps } from '../suggestion.service.ts';
import { giveNotices, type ClockDeps } from './give-notices.ts';
import { recordSilence } from './record-silence.ts';

export interface CaseClockOptions {
  /** Milliseconds between two looks at the cases. */
  readonly interval: number;
  readonly logger: Logger;
  /** Gives a batch of the notices that a level has beside those of its cases; gives their number. */
  readonly giveOwnNotices?: ((deps: ClockDeps) => Promise<number>) | undefined;
}

/** The clock of a level's cases: it tells, in the log, which ones are due soon or overdue, and ends windows for evaluation. */
export interface CaseClock {
  /** Ends the look that is under way, and gives the charge to another process. */
  stop(): Promise<void>;
}

/** Milliseconds for which a process has charge of the clock after its last sign of life. */
const leastCharge = 10_000;

/**
 * Looks at the cases every `interval`. Of several processes of one level one has charge; where it dies another one takes
 * over within the lease's time. A look that fails is said in the log, and the next one goes on where it ended.
 */
export function startCaseClock(deps: SuggestionDeps, options: CaseClockOptions): CaseClock {
  const { interval, logger, giveOwnNotices } = options;
  const lease = createLease(deps.database, 'clock', Math.max(3 * interval, leastCharge));
  const stopping = new AbortController();
  let timer: NodeJS.Timeout | undefined;
  let looking: Promise<void> = Promise.resolve();

  async function look(): Promise<void> {
    try {
      // The lease is kept by each batch, so that a long look does not lose it.
      while (!stopping.signal.aborted && (await lease.acquire())) {
        if ((await giveNotices(deps)) > 0 || ((await giveOwnNotices?.(deps)) ?? 0) > 0) continue;
        await recordSilence(deps, stopping.signal);
        return;
      }
    } catch (error) {
      logger.error({ err: error }, 'the clock could not tell what is due; it tries again');
    }
  }

  function wait(): void {
    timer = setTimeout(() => {
      looking = look().finally(() => {
        if (!stopping.signal.aborted) wait();
      });
    }, interval).unref();
  }

  wait();
  return {
    async stop() {
      stopping.abort();
      clearTimeout(timer);
      await looking;
      await lease.release().catch((error: unknown) => {
        logger.warn({ err: error }, 'the charge of the clock was not given back; another process has it when it ends');
      });
    },
  };
}
