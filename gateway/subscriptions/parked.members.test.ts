import { expect, test } from '@jest/globals';
import { FakeSubscriber, until } from '../../test/support/subscription-hub.ts';
import { Member } from './member.ts';
import { ParkedMembers } from './parked.members.ts';
import { JoinedEvent } from './shared.event.ts';

function memberWith(pending: number): { readonly member: Member; readonly subscriber: FakeSubscriber } {
  const subscriber = new FakeSubscriber(0);
  for (let count = 0; count < pending; count += 1) subscriber.next(new JoinedEvent('x', count));
  return { subscriber, member: new Member(subscriber, undefined, '1') };
}

test('a client is let go once it has taken all, given up once it takes nothing, and waited for in between', async () => {
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
  await until(() => stalled.length === 1);
  expect(stalled).toEqual([dead.member]);
  expect(drained).toEqual([]);
  await until(() => drained.length === 1);
  clearInterval(reading);
  expect(drained).toEqual([steady.member]);
  expect(parked.size).toBe(0);
});
