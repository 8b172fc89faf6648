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
