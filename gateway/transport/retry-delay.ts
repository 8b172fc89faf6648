import type { ExchangeOutcome } from './exchange.ts';
import { SubgraphReply } from './subgraph-reply.ts';

/** Milliseconds: the longest first pause, the longest pause of all, and the longest that a subgraph may ask for. */
const firstPause = 50;
const longestPause = 1_000;
const longestAskedPause = 5_000;

const passingStatuses = new Set([429, 502, 503, 504]);

/**
 * Milliseconds until `outcome` is worth another try; undefined where it is not. `retry` counts from 0. Full jitter: what
 * fails at one moment must not all come back at one moment.
 */
export function retryDelay(outcome: ExchangeOutcome, retry: number, random: () => number): number | undefined {
  const pause = random() * Math.min(longestPause, firstPause * 2 ** retry);
  if (!(outcome instanceof SubgraphReply)) return outcome.kind === 'disconnected' ? pause : undefined;
  if (!passingStatuses.has(outcome.status)) return undefined;
  const asked = askedPause(outcome.retryAfter);
  if (asked === undefined) return pause;
  return asked > longestAskedPause ? undefined : asked + pause;
}

/** The header says seconds or a date. */
function askedPause(retryAfter: string | undefined): number | undefined {
  if (retryAfter === undefined) return undefined;
  if (/^\d+$/.test(retryAfter)) return Number(retryAfter) * 1_000;
  const date = Date.parse(retryAfter);
  return Number.isNaN(date) ? undefined : Math.max(0, date - Date.now());
}
