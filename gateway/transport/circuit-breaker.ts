export interface CircuitBreakerOptions {
  /** Milliseconds of the past that count. */
  readonly window: number;
  /** Requests within the window below which it never opens. */
  readonly leastRequests: number;
  /** Share of failures, from 0 to 1, at which it opens. */
  readonly failureRate: number;
  /** Milliseconds that it stays open until one request may try. */
  readonly pause: number;
}

/** `halfOpen`: one request is on its way to find out whether the endpoint is well again. */
export type CircuitState = 'closed' | 'open' | 'halfOpen';

/** What a request says of its endpoint; `unknown` where it never reached it. */
export type RequestOutcome = 'success' | 'failure' | 'unknown';

/** Of a request that was let through; handed back with its outcome. */
export type CircuitPass = number;

const slotCount = 10;

/**
 * Keeps requests from an endpoint that fails too often, so that clients need not wait for what will not come and the
 * endpoint has time to recover. The times that it is told of must not run backwards.
 */
export class CircuitBreaker {
  readonly #options: CircuitBreakerOptions;
  readonly #onChange: (state: CircuitState) => void;
  readonly #slotLength: number;
  /** The window in slots: which stretch of time each one counts now, its requests and its failures. */
  readonly #stretches = new Float64Array(slotCount).fill(-Infinity);
  readonly #requests = new Uint32Array(slotCount);
  readonly #failures = new Uint32Array(slotCount);
  #state: CircuitState = 'closed';
  #openedAt = 0;
  /** Grows with every change of state: outcomes of requests from before it say nothing any more. */
  #pass: CircuitPass = 0;

  constructor(options: CircuitBreakerOptions, onChange: (state: CircuitState) => void = () => undefined) {
    this.#options = options;
    this.#onChange = onChange;
    this.#slotLength = options.window / slotCount;
  }

  get state(): CircuitState {
    return this.#state;
  }

  /** Undefined where no request may go out now. Each pass is to be handed to `leave` once. */
  enter(now: number): CircuitPass | undefined {
    if (this.#state === 'closed') return this.#pass;
    if (this.#state === 'halfOpen' || now - this.#openedAt < this.#options.pause) return undefined;
    this.#become('halfOpen');
    return this.#pass;
  }

  leave(pass: CircuitPass, outcome: RequestOutcome, now: number): void {
    if (pass !== this.#pass) return;
    if (this.#state === 'closed') return this.#count(outcome, now);
    if (outcome === 'success') {
      this.#stretches.fill(-Infinity);
      return this.#become('closed');
    }
    // Where the request never got there, the next one may try at once.
    if (outcome === 'failure') this.#openedAt = now;
    this.#become('open');
  }

  #count(outcome: RequestOutcome, now: number): void {
    if (outcome === 'unknown') return;
    const stretch = Math.floor(now / this.#slotLength);
    const slot = stretch % slotCount;
    if (this.#stretches[slot] !== stretch) {
      this.#stretches[slot] = stretch;
      this.#requests[slot] = 0;
      this.#failures[slot] = 0;
    }
    this.#requests[slot] = (this.#requests[slot] ?? 0) + 1;
    if (outcome === 'success') return;
    this.#failures[slot] = (this.#failures[slot] ?? 0) + 1;
    if (!this.#isTooBad(stretch)) return;
    this.#openedAt = now;
    this.#become('open');
  }

  #isTooBad(stretch: number): boolean {
    let requests = 0;
    let failures = 0;
    for (let slot = 0; slot < slotCount; slot += 1) {
      if ((this.#stretches[slot] ?? -Infinity) <= stretch - slotCount) continue;
      requests += this.#requests[slot] ?? 0;
      failures += this.#failures[slot] ?? 0;
    }
    return requests >= this.#options.leastRequests && failures >= requests * this.#options.failureRate;
  }

  #become(state: CircuitState): void {
    this.#state = state;
    this.#pass += 1;
    this.#onChange(state);
  }
}
