import { beforeEach, describe, expect, test } from '@jest/globals';
import { CircuitBreaker, type RequestOutcome } from './circuit-breaker.ts';

const options = { window: 10_000, leastRequests: 4, failureRate: 0.5, pause: 1_000 };
let changes: string[];
let breaker: CircuitBreaker;

beforeEach(() => {
  changes = [];
  breaker = new CircuitBreaker(options, (state) => changes.push(state));
});

/** Sends requests one after the other; those that are held back are `held`. */
function send(outcomes: readonly RequestOutcome[], now: number): void {
  for (const outcome of outcomes) {
    const pass = breaker.enter(now);
    if (pass !== undefined) breaker.leave(pass, outcome, now);
  }
}

function open(now: number): void {
  send(['failure', 'failure', 'failure', 'failure'], now);
  expect(breaker.state).toBe('open');
}

describe('a closed circuit breaker', () => {
  test('opens where the share of failures is too high, and not for a few requests', () => {
    send(['failure', 'failure', 'failure'], 0);
    expect(breaker.state).toBe('closed');
    send(['success'], 10);
    expect(breaker.state).toBe('closed');
    send(['failure'], 20);
    expect(changes).toEqual(['open']);
  });

  test('stays closed while enough requests succeed', () => {
    for (let now = 0; now < 60_000; now += 100) send(['success', 'success', 'failure'], now);
    expect(changes).toEqual([]);
  });

  test('forgets failures that are older than its window', () => {
    send(['failure', 'failure', 'failure'], 0);
    send(['failure', 'failure', 'failure'], 10_000);
    expect(breaker.state).toBe('closed');
    send(['failure'], 19_999);
    expect(breaker.state).toBe('open');
  });

  test('counts nothing for requests that never got there', () => {
    send(['unknown', 'unknown', 'unknown', 'unknown', 'unknown'], 0);
    expect(breaker.state).toBe('closed');
  });
});

describe('an open circuit breaker', () => {
  test('lets nothing through, and after its pause one request', () => {
    open(500);
    expect(breaker.enter(1_499)).toBeUndefined();
    expect(breaker.enter(1_500)).toBeDefined();
    expect(breaker.state).toBe('halfOpen');
    expect(breaker.enter(1_500)).toBeUndefined();
    expect(breaker.enter(99_000)).toBeUndefined();
  });

  test('closes where that request succeeds, and starts from nothing', () => {
    open(0);
    send(['success', 'failure', 'failure', 'failure'], 1_000);
    expect(changes).toEqual(['open', 'halfOpen', 'closed']);
    send(['failure'], 1_000);
    expect(breaker.state).toBe('open');
  });

  test('stays open for another pause where it fails', () => {
    open(0);
    send(['failure'], 1_200);
    expect(breaker.enter(2_199)).toBeUndefined();
    expect(breaker.enter(2_200)).toBeDefined();
  });

  test('lets the next one try at once where it never got there', () => {
    open(0);
    send(['unknown'], 1_000);
    expect(breaker.enter(1_000)).toBeDefined();
  });

  test('takes no notice of requests that were sent before', () => {
    const early = [breaker.enter(0), breaker.enter(0)];
    open(0);
    breaker.leave(early[0]!, 'success', 100);
    expect(breaker.state).toBe('open');
    const probe = breaker.enter(1_000);
    breaker.leave(early[1]!, 'failure', 1_100);
    expect(breaker.state).toBe('halfOpen');
    breaker.leave(probe!, 'success', 1_200);
    expect(breaker.state).toBe('closed');
  });
});
