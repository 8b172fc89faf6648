import { setTimeout as delay } from 'node:timers/promises';
import { describe, expect, test } from '@jest/globals';
import { createLogger } from '../telemetry/logger.ts';
import { createMemoryBus, startRedisBus, startWakeBus, type WakeBus } from './wake-bus.ts';

const redisUrl = process.env['TEST_REDIS_URL'];
const logger = createLogger('test', 'silent');

async function until(isMet: () => boolean): Promise<void> {
  for (let tries = 0; tries < 200 && !isMet(); tries += 1) await delay(10);
  expect(isMet()).toBe(true);
}

const kinds: [string, () => WakeBus][] = [
  ['in memory', createMemoryBus],
  ...(redisUrl ? [['over Redis', () => startRedisBus(redisUrl, logger)] as [string, () => WakeBus]] : []),
];

describe.each(kinds)('a wake-up bus %s', (_kind, start) => {
  test('wakes every listener of a topic at once, and no other', async () => {
    const bus = start();
    const woken: string[] = [];
    for (const [name, topic] of [
      ['a1', 'a'],
      ['a2', 'a'],
      ['b', 'b'],
    ] as const)
      bus.listen(topic, () => woken.push(name));
    bus.notify('a');
    expect(woken).toEqual(['a1', 'a2']);
    await bus.close();
  });

  test('wakes nobody who has stopped listening', async () => {
    const bus = start();
    let wakes = 0;
    const silence = bus.listen('a', () => (wakes += 1));
    silence();
    silence();
    bus.notify('a');
    expect(wakes).toBe(0);
    await bus.close();
  });

  test('takes a thousand listeners and notes after its end', async () => {
    const bus = start();
    let wakes = 0;
    for (let count = 0; count < 1_000; count += 1) bus.listen('a', () => (wakes += 1));
    bus.notify('a');
    expect(wakes).toBe(1_000);
    await bus.close();
    bus.notify('a');
    expect(wakes).toBe(1_000);
  });
});

describe('a wake-up bus over Redis', () => {
  (redisUrl ? test : test.skip)('wakes listeners of other processes, and of the same topic only', async () => {
    const [one, other] = [startRedisBus(redisUrl ?? '', logger), startRedisBus(redisUrl ?? '', logger)];
    const topic = `log-${Math.random()}`;
    const woken: string[] = [];
    other.listen(topic, () => woken.push(topic));
    other.listen(`${topic}x`, () => woken.push('wrong'));
    await until(() => {
      one.notify(topic);
      return woken.length > 0;
    });
    expect(new Set(woken)).toEqual(new Set([topic]));
    await Promise.all([one.close(), other.close()]);
  });

  test('that is down costs no event and no crash: this process is woken all the same', async () => {
    const bus = startWakeBus('redis://127.0.0.1:1', logger);
    let wakes = 0;
    bus.listen('a', () => (wakes += 1));
    for (let count = 0; count < 5; count += 1) {
      bus.notify('a');
      await delay(20);
    }
    expect(wakes).toBe(5);
    await bus.close();
  });
});

test('without a Redis the bus is in memory', async () => {
  const bus = startWakeBus(undefined, logger);
  let wakes = 0;
  bus.listen('a', () => (wakes += 1));
  bus.notify('a');
  expect(wakes).toBe(1);
  await bus.close();
});
