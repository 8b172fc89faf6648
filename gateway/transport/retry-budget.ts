export interface RetryBudgetOptions {
  /** Retries that each request earns, from 0 to 1. */
  readonly perRequest: number;
  /** Retries that each second earns, for endpoints with few requests. */
  readonly perSecond: number;
  /** Retries that can be saved up, and the ones at hand in the beginning. */
  readonly capacity: number;
}

/** Bounds retries to a share of all requests: an endpoint in trouble must not get many times the load on top of it. */
export class RetryBudget {
  readonly #options: RetryBudgetOptions;
  #balance: number;
  #countedUntil: number;

  constructor(options: RetryBudgetOptions, now: number) {
    this.#options = options;
    this.#balance = options.capacity;
    this.#countedUntil = now;
  }

  /** For each request that is no retry. */
  earn(): void {
    const { perRequest, capacity } = this.#options;
    this.#balance = Math.min(capacity, this.#balance + perRequest);
  }

  /** False where there is no retry left to spend. */
  trySpend(now: number): boolean {
    const { perSecond, capacity } = this.#options;
    const earned = ((now - this.#countedUntil) / 1_000) * perSecond;
    this.#balance = Math.min(capacity, this.#balance + earned);
    this.#countedUntil = now;
    if (this.#balance < 1) return false;
    this.#balance -= 1;
    return true;
  }
}
