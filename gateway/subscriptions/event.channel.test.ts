import { expect, test } from '@jest/globals';
import { EventChannel } from './event.channel.ts';

test('a channel gives values in their order, then ends', async () => {
  const channel = new EventChannel<number>(3);
  for (const value of [1, 2, 3]) expect(channel.tryPut(value)).toBe(true);
  expect(channel.tryPut(4)).toBe(false);
  channel.close();
  const taken = [];
  for await (const value of channel) taken.push(value);
  expect(taken).toEqual([1, 2, 3]);
  expect(channel.tryPut(5)).toBe(false);
});

test('a writer waits until its reader made room', async () => {
  const channel = new EventChannel<number>(1);
  await channel.put(1);
  const second = channel.put(2);
  expect(await channel.take()).toEqual({ done: false, value: 1 });
  expect(await second).toBe(true);
  expect(await channel.take()).toEqual({ done: false, value: 2 });
});

test('an aborted channel lets its reader and its writer go', async () => {
  const full = new EventChannel<number>(1);
  await full.put(1);
  const waiting = full.put(2);
  full.abort();
  expect(await waiting).toBe(false);
  expect(await full.take()).toEqual({ done: true, value: undefined });
  const empty = new EventChannel<number>(1);
  const reading = empty.take();
  empty.abort();
  expect(await reading).toEqual({ done: true, value: undefined });
});
