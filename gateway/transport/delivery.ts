import type { RequestOutcome } from './circuit-breaker.ts';
import type { EndpointConnection } from './endpoint-connections.ts';
import { exchange, type ExchangeLimits, type ExchangeOutcome, type OutgoingRequest } from './exchange.ts';
import { retryDelay } from './retry-delay.ts';
import { SubgraphReply } from './subgraph-reply.ts';
import type { TransportClock } from './transport-clock.ts';
import type { TransportFault } from './transport-fault.ts';

export interface DeliveryOptions extends ExchangeLimits {
  /** The most times that it is sent again after a fault that may pass. 0 for all that changes something. */
  readonly retries: number;
  /** Finds out how the endpoint is: neither held back by the circuit breaker nor counted by it. */
  readonly isProbe: boolean;
  readonly clock: TransportClock;
}

const shut: TransportFault = { kind: 'shut' };

/** Sends a request, and again where that may help, until `timeout` is over; never rejects. */
export async function deliver(
  { pool, breaker, budget }: EndpointConnection,
  request: OutgoingRequest,
  { timeout, maxAnswer, retries, isProbe, clock }: DeliveryOptions,
): Promise<ExchangeOutcome> {
  const guard = isProbe ? undefined : breaker;
  const deadline = clock.now() + timeout;
  budget.earn();
  for (let retry = 0, left = timeout; ; retry += 1) {
    const pass = guard?.enter(clock.now());
    if (guard && pass === undefined) return shut;
    const outcome = await exchange(pool, request, { timeout: left, maxAnswer });
    const now = clock.now();
    if (pass !== undefined) guard?.leave(pass, healthOf(outcome), now);
    if (retry >= retries) return outcome;
    const pause = retryDelay(outcome, retry, clock.random);
    if (pause === undefined || now + pause >= deadline || !budget.trySpend(now)) return outcome;
    await clock.pause(pause);
    left = deadline - clock.now();
    if (left <= 0) return outcome;
  }
}

/** An endpoint that answers is well, whatever it answers, unless a proxy answers in its place. */
function healthOf(outcome: ExchangeOutcome): RequestOutcome {
  if (outcome instanceof SubgraphReply) return outcome.status >= 502 && outcome.status <= 504 ? 'failure' : 'success';
  if (outcome.kind === 'unsent') return 'unknown';
  return outcome.kind === 'unreadable' ? 'success' : 'failure';
}
