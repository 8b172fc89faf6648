import { describe, expect, test } from '@jest/globals';
import { until } from '../../test/support/subscription-hub.ts';
import { EventPipeline } from './event.pipeline.ts';

function setUp({ concurrency = 2, capacity = 4 } = {}) {
  const batches: (readonly number[])[] = [];
  const work = Array.from({ length: 6 }, () => Promise.withResolvers<number>());
  const started: number[] = [];
  let drained = 0;
  const pipeline = new EventPipeline<number>({
    concurrency,
    capacity,
    deliver: (results) => batches.push(results),
    drained: () => (drained += 1),
  });
  const push = (index: number): boolean =>
    pipeline.tryPush(() => {
      started.push(index);
      return work[index]!.promise;
    });
  const finish = (index: number): void => work[index]!.resolve(index);
  return { batches, started, pipeline, push, finish, drains: () => drained };
}

describe('a pipeline', () => {
  test('does as much at once as it may, and hands out what is ready in order and together', async () => {
    const { batches, started, push, finish, drains } = setUp();
    expect([0, 1, 2, 3, 4].map(push)).toEqual([true, true, true, true, false]);
    expect(started).toEqual([0, 1]);
    finish(1);
    await until(() => started.length === 3);
    expect(batches).toEqual([]);
    finish(2);
    finish(0);
    await until(() => batches.length === 1);
    expect(batches).toEqual([[0, 1, 2]]);
    expect(push(4)).toBe(true);
    expect(drains()).toBe(0);
    finish(3);
    finish(4);
    await until(() => drains() === 1);
    expect(batches.flat()).toEqual([0, 1, 2, 3, 4]);
  });

  test('delivers nothing once it is stopped', async () => {
    const { batches, pipeline, push, finish, drains } = setUp();
    push(0);
    finish(0);
    pipeline.stop();
    expect(push(1)).toBe(false);
    await new Promise((resolve) => setTimeout(resolve, 20));
    expect([batches, drains()]).toEqual([[], 0]);
  });
});
