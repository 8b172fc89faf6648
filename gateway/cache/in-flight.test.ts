import { expect, test } from '@jest/globals';
import { createInFlight } from './in-flight.ts';

test('whoever asks while the work is under way gets the same answer, and the next one begins anew', async () => {
  const inFlight = createInFlight<number>();
  const first = Promise.withResolvers<number>();
  const led = inFlight.lead('a', () => first.promise);
  expect(inFlight.join('a')).toBe(led);
  expect(inFlight.join('b')).toBeUndefined();
  first.resolve(1);
  expect(await led).toBe(1);
  expect(inFlight.join('a')).toBeUndefined();
});

test('a fault reaches all who share it, and is not kept', async () => {
  const inFlight = createInFlight<number>();
  const led = inFlight.lead('a', () => Promise.reject(new Error('down')));
  const joined = inFlight.join('a');
  await expect(led).rejects.toThrow('down');
  await expect(joined).rejects.toThrow('down');
  expect(inFlight.join('a')).toBeUndefined();
});

test('a great many works are kept apart, however alike their keys are, and end in any order', async () => {
  const inFlight = createInFlight<number>();
  const prefix = 'a'.repeat(3_000);
  // Too many for each to have a place of its own, and alike wherever a few characters would be looked at.
  const keys = Array.from({ length: 1_000 }, (_, index) => `${prefix}${index}${prefix}`);
  const works = keys.map((key) => {
    const { promise, resolve } = Promise.withResolvers<number>();
    return { key, resolve, led: inFlight.lead(key, () => promise) };
  });
  for (const { key, led } of works) expect(inFlight.join(key)).toBe(led);
  for (let step = 0; step < works.length; step += 1) {
    // 7 shares no factor with their number: every one is met once.
    const { key, resolve, led } = works[(step * 7) % works.length]!;
    resolve(step);
    expect(await led).toBe(step);
    expect(inFlight.join(key)).toBeUndefined();
  }
});
