import { describe, expect, test } from '@jest/globals';
import { EventBuffer } from './event-buffer.ts';

function bufferOf(limit: number) {
  const flow: string[] = [];
  const buffer = new EventBuffer<number>(limit, { pause: () => flow.push('pause'), resume: () => flow.push('resume') });
  return { buffer, flow };
}

describe('an event buffer', () => {
  test('makes its source wait when it is full, once, and go on when half of it is taken', async () => {
    const { buffer, flow } = bufferOf(4);
    for (const item of [1, 2, 3]) buffer.push(item);
    expect(flow).toEqual([]);
    for (const item of [4, 5]) buffer.push(item);
    expect(flow).toEqual(['pause']);
    expect(await buffer.take(2)).toEqual([1, 2]);
    expect(flow).toEqual(['pause']);
    expect(await buffer.take(2)).toEqual([3, 4]);
    expect(flow).toEqual(['pause', 'resume']);
  });

  test('gives what came before its end, then the first reason of it', async () => {
    const { buffer } = bufferOf(4);
    buffer.push(1);
    buffer.finish(new Error('first'));
    buffer.finish(new Error('second'));
    buffer.push(2);
    expect(await buffer.take(10)).toEqual([1]);
    await expect(buffer.take(10)).rejects.toThrow('first');
  });

  test('wakes whoever waits for the next event, or for the end', async () => {
    const { buffer } = bufferOf(4);
    const next = buffer.take(10);
    buffer.push(1);
    expect(await next).toEqual([1]);
    const never = buffer.take(10);
    buffer.finish(new Error('over'));
    await expect(never).rejects.toThrow('over');
  });
});
