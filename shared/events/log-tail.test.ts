import { setTimeout as delay } from 'node:timers/promises';
import { describe, expect, test } from '@jest/globals';
import { createLogTail, type LogTail, type ReadableLog } from './log-tail.ts';
import { createMemoryBus } from './wake-bus.ts';

/** A log in memory whose reads can be held back, counted or made to fail. */
class FakeLog implements ReadableLog<number> {
  readonly id = 'log';
  readonly rows: number[] = [];
  reads = 0;
  /** Runs before a read gives its answer, which was taken before it. */
  beforeAnswer: (after: number) => Promise<unknown> | undefined = () => undefined;

  append(count = 1): void {
    for (let added = 0; added < count; added += 1) this.rows.push(this.rows.length + 1);
  }

  async read(after: number, limit: number): Promise<number[]> {
    this.reads += 1;
    const answer = this.rows.slice(after, after + limit);
    await this.beforeAnswer(after);
    return answer;
  }

  positionOf(row: number): number {
    return row;
  }
}

function setUp(pollInterval = 60_000) {
  const log = new FakeLog();
  const bus = createMemoryBus();
  const tail = createLogTail(log, { bus, pollInterval });
  return {
    log,
    tail,
    wake: () => bus.notify(log.id),
    write(count = 1) {
      log.append(count);
      bus.notify(log.id);
    },
  };
}

/** Follows until `last` has come; gives every row that came. */
async function readUntil(tail: LogTail<number>, last: number, after = 0, pause?: () => Promise<unknown>) {
  const seen: number[] = [];
  const leaving = new AbortController();
  for await (const rows of tail.follow(after, leaving.signal)) {
    seen.push(...rows);
    if ((rows.at(-1) ?? 0) >= last) break;
    await pause?.();
  }
  return seen;
}

const upTo = (last: number, after = 0) => Array.from({ length: last - after }, (_, index) => after + index + 1);
const never = new AbortController().signal;

describe('the tail of a log', () => {
  test('gives history, then what is appended meanwhile, without a seam', async () => {
    const { log, tail, write } = setUp();
    log.append(1_234);
    const reading = readUntil(tail, 2_000);
    for (let written = 1_234; written < 2_000; written += 1) {
      write();
      if (written % 50 === 0) await delay(1);
    }
    expect(await reading).toEqual(upTo(2_000));
    tail.stop();
  });

  test('gives each of many followers every row once, wherever they begin and however slow the log answers', async () => {
    const { log, tail, write } = setUp();
    log.append(40);
    log.beforeAnswer = () => delay(Math.random() * 4);
    const starts = Array.from({ length: 60 }, (_, index) => index);
    const reading = Promise.all(
      starts.map(async (after) => {
        await delay(after / 2);
        return readUntil(tail, 300, Math.min(after, 40));
      }),
    );
    for (let written = 40; written < 300; written += 2) {
      write(2);
      if (written % 6 === 0) await delay(1);
    }
    for (const [index, seen] of (await reading).entries()) expect(seen).toEqual(upTo(300, Math.min(index, 40)));
    tail.stop();
  });

  test('keeps its rows in line when a follower overtakes the common reader', async () => {
    const { log, tail, wake, write } = setUp();
    log.append(10);
    const first = tail.follow(10, never);
    const firstRows = first.next();
    await delay(5);
    // The common reader's look from 10 is held back …
    const held = Promise.withResolvers<undefined>();
    log.beforeAnswer = (after) => (after === 10 ? held.promise : undefined);
    write(2);
    // … while another follower reads 6 to 12 by itself and finds nothing after it.
    const second = tail.follow(5, never);
    expect((await second.next()).value).toEqual(upTo(12, 5));
    const secondRows = second.next();
    await delay(5);
    held.resolve(undefined);
    expect((await firstRows).value).toEqual([11, 12]);
    write();
    expect((await secondRows).value).toEqual([13]);
    expect((await first.next()).value).toEqual([13]);
    wake();
    tail.stop();
  });

  test('costs one read an event, whatever the number of followers', async () => {
    const { log, tail, write } = setUp();
    const reading = Promise.all(Array.from({ length: 500 }, () => readUntil(tail, 20)));
    await delay(20);
    log.reads = 0;
    for (let written = 0; written < 20; written += 1) {
      write();
      await delay(1);
    }
    for (const seen of await reading) expect(seen).toEqual(upTo(20));
    expect(log.reads).toBeLessThanOrEqual(45);
    tail.stop();
  });

  test('lets a slow follower fall behind what is kept in memory, and misses nothing', async () => {
    const { tail, write } = setUp();
    const slow = readUntil(tail, 9_000, 0, () => delay(3));
    const fast = readUntil(tail, 9_000);
    for (let written = 0; written < 9_000; written += 100) {
      write(100);
      await delay(0);
    }
    expect(await fast).toEqual(upTo(9_000));
    expect(await slow).toEqual(upTo(9_000));
    tail.stop();
  });

  test('finds by itself, within a poll interval, what nothing woke it for', async () => {
    const { log, tail } = setUp(30);
    const reading = readUntil(tail, 3);
    await delay(5);
    const start = performance.now();
    log.append(3);
    expect(await reading).toEqual([1, 2, 3]);
    expect(performance.now() - start).toBeLessThan(500);
    tail.stop();
  });

  test('polls once an interval, not once an interval and follower', async () => {
    const { log, tail } = setUp(50);
    const followers = Array.from({ length: 200 }, () => tail.follow(0, never));
    for (const follower of followers) {
      void follower.next();
      await delay(0.5);
    }
    log.reads = 0;
    await delay(500);
    expect(log.reads).toBeLessThanOrEqual(12);
    expect(log.reads).toBeGreaterThanOrEqual(5);
    tail.stop();
  });

  test('hears a wake-up at whatever moment of a read it comes', async () => {
    for (let ticks = 0; ticks < 40; ticks += 1) {
      const { log, tail, write } = setUp();
      const follower = tail.follow(0, never);
      const first = follower.next();
      await delay(0);
      const held = Promise.withResolvers<undefined>();
      let isHeld = true;
      log.beforeAnswer = () => (isHeld ? held.promise : undefined);
      write();
      await delay(0);
      isHeld = false;
      held.resolve(undefined);
      for (let tick = 0; tick < ticks; tick += 1) await Promise.resolve();
      write();
      const seen = [...((await first).value ?? [])];
      while (seen.length < 2) {
        const next = await Promise.race([follower.next(), delay(200, 'a wake-up was lost' as const)]);
        if (typeof next === 'string') throw new Error(`${next} after ${ticks} ticks`);
        seen.push(...(next.value ?? []));
      }
      expect(seen).toEqual([1, 2]);
      tail.stop();
    }
  });

  test('outlives a fault of the log: it looks again at the next poll', async () => {
    const { log, tail, write } = setUp(30);
    const follower = tail.follow(0, never);
    const rows = follower.next();
    await delay(5);
    log.beforeAnswer = () => Promise.reject(new Error('gone away'));
    write();
    await delay(60);
    log.beforeAnswer = () => undefined;
    expect((await rows).value).toEqual([1]);
    tail.stop();
  });

  test('tells a follower whose own read of history fails', async () => {
    const { log, tail } = setUp();
    log.append(3);
    log.beforeAnswer = () => Promise.reject(new Error('gone away'));
    await expect(tail.follow(0, never).next()).rejects.toThrow('gone away');
    tail.stop();
  });

  test.each(['stop', 'abort'] as const)('releases waiting followers at once on %s', async (how) => {
    const { tail } = setUp();
    const leaving = new AbortController();
    const waiting = Array.from({ length: 50 }, () => tail.follow(0, leaving.signal).next());
    await delay(5);
    const start = performance.now();
    if (how === 'stop') tail.stop();
    else leaving.abort();
    for (const result of await Promise.all(waiting)) expect(result.done).toBe(true);
    expect(performance.now() - start).toBeLessThan(100);
    tail.stop();
  });
});
