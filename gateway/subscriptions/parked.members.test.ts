import { afterEach, beforeEach, expect, jest, test } from '@jest/globals';
import { FakeSubscriber } from '../../test/support/subscription-hub.ts';
import { Member } from './member.ts';
import { ParkedMembers } from './parked.members.ts';
import { JoinedEvent } from './shared.event.ts';

function memberWith(pending: number): { readonly member: Member; readonly subscriber: FakeSubscriber } {
  const subscriber = new FakeSubscriber(0);
  for (let count = 0; count < pending; count += 1) subscriber.next(new JoinedEvent('x', count));
  return { subscriber, member: new Member(subscriber, undefined, '1') };
}

beforeEach(() => void jest.useFakeTimers());
afterEach(() => void jest.useRealTimers());

test('a client is let go once it has taken all, given up once it takes nothing, and waited for in between', () => {
  const drained: Member[] = [];
  const stalled: Member[] = [];
  const parked = new ParkedMembers({
    drained: (member) => drained.push(member),
    stalled: (member) => stalled.push(member),
    stallSpan: 100,
  });
  const [steady, dead, gone] = [memberWith(20), memberWith(20), memberWith(20)];
  for (const { member } of [steady, dead, gone]) parked.add(member);
  expect(parked.delete(gone.member)).toBe(true);
  const reading = setInterval(() => (steady.subscriber.room += 1), 15);
  jest.advanceTimersByTime(150);
  expect(stalled).toEqual([dead.member]);
  expect(drained).toEqual([]);
  jest.advanceTimersByTime(300);
  clearInterval(reading);
  expect(drained).toEqual([steady.member]);
  expect(parked.size).toBe(0);
});
