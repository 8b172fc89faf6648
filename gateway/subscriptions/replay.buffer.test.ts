import { describe, expect, test } from '@jest/globals';
import { ReplayBuffer, ReplayMemory } from './replay.buffer.ts';
import { JoinedEvent } from './shared.event.ts';

function event(cursor: unknown, text = 'x'): JoinedEvent {
  return new JoinedEvent(text, cursor);
}

function cursorsAfter(buffer: ReplayBuffer, cursor: unknown): unknown[] | undefined {
  return buffer.after(cursor)?.map((each) => each.cursor);
}

describe('a replay buffer', () => {
  test('knows what came behind each of its cursors and behind the one that it began with', () => {
    const buffer = new ReplayBuffer(new ReplayMemory(1_000), 3, '4');
    for (const cursor of ['5', '6', '7']) buffer.push(event(cursor));
    expect(cursorsAfter(buffer, '4')).toEqual(['5', '6', '7']);
    expect(cursorsAfter(buffer, '6')).toEqual(['7']);
    expect(cursorsAfter(buffer, '7')).toEqual([]);
    expect(cursorsAfter(buffer, '3')).toBeUndefined();
    expect(cursorsAfter(buffer, undefined)).toBeUndefined();
    buffer.push(event('8'));
    expect(cursorsAfter(buffer, '4')).toBeUndefined();
    expect(cursorsAfter(buffer, '5')).toEqual(['6', '7', '8']);
    expect([buffer.has('5'), buffer.has('4'), buffer.has(null)]).toEqual([true, false, false]);
  });

  test('keeps events without a cursor in their place, and nobody goes on before one that is forgotten', () => {
    const buffer = new ReplayBuffer(new ReplayMemory(1_000), 2, undefined);
    for (const cursor of ['1', undefined, '3']) buffer.push(event(cursor));
    expect(cursorsAfter(buffer, '1')).toEqual([undefined, '3']);
    buffer.push(event('4'));
    expect(cursorsAfter(buffer, '1')).toBeUndefined();
    expect(cursorsAfter(buffer, '3')).toEqual(['4']);
  });

  test('takes numbers and their texts for the same', () => {
    const buffer = new ReplayBuffer(new ReplayMemory(1_000), 3, 1);
    buffer.push(event(2));
    expect(cursorsAfter(buffer, '1')).toEqual([2]);
    expect(cursorsAfter(buffer, '2')).toEqual([]);
  });

  test('makes room for others where all together hold too much, the oldest first', () => {
    const memory = new ReplayMemory(10);
    const [first, second] = [new ReplayBuffer(memory, 9, '0'), new ReplayBuffer(memory, 9, '0')];
    first.push(event('1', 'aaaa'));
    second.push(event('1', 'bbbb'));
    first.push(event('2', '建'));
    expect(cursorsAfter(first, '0')).toBeUndefined();
    expect(cursorsAfter(first, '1')).toEqual(['2']);
    expect(cursorsAfter(second, '0')).toEqual(['1']);
    second.clear();
    first.push(event('3', 'cccc'));
    expect(cursorsAfter(first, '1')).toEqual(['2', '3']);
    first.push(event('4', 'larger than all of it'));
    expect(cursorsAfter(first, '3')).toBeUndefined();
    expect(cursorsAfter(first, '4')).toEqual([]);
  });
});
