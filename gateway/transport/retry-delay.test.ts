import { describe, expect, test } from '@jest/globals';
import { retryDelay } from './retry-delay.ts';
import { SubgraphReply } from './subgraph-reply.ts';

const disconnected = { kind: 'disconnected', reason: 'ECONNRESET' } as const;

describe('another try', () => {
  test('waits longer from time to time, by chance from nothing to the whole pause', () => {
    const longest = [0, 1, 2, 3, 4, 5, 50].map((retry) => retryDelay(disconnected, retry, () => 1));
    expect(longest).toEqual([50, 100, 200, 400, 800, 1_000, 1_000]);
    expect(retryDelay(disconnected, 3, () => 0)).toBe(0);
    expect(retryDelay(disconnected, 3, () => 0.5)).toBe(200);
  });

  test.each([429, 502, 503, 504])('follows status %i', (status) => {
    expect(retryDelay(new SubgraphReply(status, ''), 0, () => 0.5)).toBe(25);
  });

  test.each([200, 400, 401, 404, 500, 501])('does not follow status %i', (status) => {
    expect(retryDelay(new SubgraphReply(status, ''), 0, () => 0.5)).toBeUndefined();
  });

  test.each([
    { kind: 'overdue' } as const,
    { kind: 'shut' } as const,
    { kind: 'unreadable', reason: '' } as const,
    { kind: 'unsent', reason: '' } as const,
  ])('does not follow what would be so again: $kind', (fault) => {
    expect(retryDelay(fault, 0, () => 0.5)).toBeUndefined();
  });

  test('keeps to what the subgraph asks for, unless that is too long', () => {
    const delay = (asked: string) => retryDelay(new SubgraphReply(429, '', asked), 0, () => 0.5);
    expect(delay('2')).toBe(2_025);
    expect(delay('6')).toBeUndefined();
    expect(delay('soon')).toBe(25);
    expect(delay('Sat, 01 Jan 2000 00:00:00 GMT')).toBe(25);
    expect(delay(new Date(Date.now() + 3_600_000).toUTCString())).toBeUndefined();
  });
});
