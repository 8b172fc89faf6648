import { describe, expect, test } from '@jest/globals';
import type { Actor } from '../../shared/auth/actor.ts';
import { HubHarness, noted, numbers, until } from '../../test/support/subscription-hub.ts';

function actorUntil(expiresAt: number): Actor {
  return { subject: 's', name: 'n', role: 'city-clerk', divisionCode: '230100', expiresAt };
}

describe('equal subscriptions', () => {
  test('have one upstream, one join per event, and one text and one Buffer for all', async () => {
    await using harness = new HubHarness();
    const all = [harness.subscribe(), harness.subscribe(), harness.subscribe()];
    await until(() => harness.feed.open.length === 1);
    harness.feed.happen(3);
    await until(() => all.every(({ events }) => events.length === 3));
    expect(harness.feed.opened).toHaveLength(1);
    expect(harness.shop.joins).toBe(3);
    const [first, second] = all.map(({ events }) => events[2]);
    expect(second).toBe(first);
    expect(second?.bytes()).toBe(first?.bytes());
    expect(first?.bytes().toString()).toBe(
      '{"data":{"noted":{"cursor":"3","note":{"text":"note 3","product":{"name":"p3 of http://shop/1"}}}}}',
    );
  });

  test('are those with the same text, variables and forwarded headers, wherever they begin', async () => {
    await using harness = new HubHarness();
    harness.subscribe();
    harness.subscribe({ query: noted.replaceAll(' {', '\n{ # a comment\n') });
    harness.subscribe({ variables: { after: null } });
    harness.subscribe({ headers: { traceparent: 'a', 'x-request-id': 'b' } });
    await until(() => harness.feed.opened.length === 1);
    harness.subscribe({ headers: { authorization: 'Bearer a' } });
    harness.subscribe({ headers: { authorization: 'Bearer b' } });
    harness.subscribe({ query: noted.replace('after: $after', 'after: $after, kind: "a"') });
    harness.subscribe({ query: noted.replace('cursor ', '') });
    await until(() => harness.feed.opened.length === 5);
    const authorizations = harness.feed.opened.map(({ request }) => request.headers?.['authorization']);
    expect(authorizations).toEqual([undefined, 'Bearer a', 'Bearer b', undefined, undefined]);
  });

  test('have an upstream each where sharing is off', async () => {
    await using harness = new HubHarness({ isSharingSubscriptions: false });
    const all = [harness.subscribe(), harness.subscribe()];
    await until(() => harness.feed.open.length === 2);
    harness.feed.happen();
    await until(() => all.every(({ events }) => events.length === 1));
    expect(harness.shop.joins).toBe(2);
  });

  test('without cursors share what runs', async () => {
    await using harness = new HubHarness();
    const query = 'subscription { ticked { text } }';
    const first = harness.subscribe({ query });
    await until(() => harness.feed.open.length === 1);
    harness.feed.happen();
    await until(() => first.events.length === 1);
    const second = harness.subscribe({ query });
    harness.feed.happen();
    await until(() => first.events.length === 2 && second.events.length === 1);
    expect(harness.feed.opened).toHaveLength(1);
  });

  test('keep their upstream when the client leaves that it was opened for, until the last one leaves', async () => {
    await using harness = new HubHarness();
    const [first, second] = [harness.subscribe(), harness.subscribe()];
    await until(() => harness.feed.open.length === 1);
    first.leave();
    harness.feed.happen();
    await until(() => second.events.length === 1);
    expect(first.events).toEqual([]);
    second.leave();
    expect(harness.feed.open).toEqual([]);
    second.leave();
    const third = harness.subscribe();
    await until(() => harness.feed.open.length === 1);
    second.leave();
    harness.feed.happen();
    await until(() => third.events.length === 1);
  });

  test('end each with its own token', async () => {
    await using harness = new HubHarness();
    const now = Date.now() / 1000;
    const short = harness.subscribe({ actor: actorUntil(now + 0.2) });
    const long = harness.subscribe({ actor: actorUntil(now + 60) });
    await until(() => harness.feed.open.length === 1);
    harness.feed.happen();
    await until(() => short.events.length === 1);
    await until(() => Date.now() / 1000 > now + 0.2);
    harness.feed.happen();
    await until(() => long.events.length === 2);
    expect(short.cursors).toEqual(['1']);
    expect(short.fault).toEqual({ code: 'TOKEN_EXPIRED', resumeAfter: '1' });
    expect(harness.feed.opened).toHaveLength(1);
  });
});

describe('a client that comes later', () => {
  test('joins what happens from then on', async () => {
    await using harness = new HubHarness();
    const first = harness.subscribe();
    await until(() => harness.feed.open.length === 1);
    harness.feed.happen(2);
    await until(() => first.events.length === 2);
    const second = harness.subscribe();
    harness.feed.happen(2);
    await until(() => second.events.length === 2);
    expect(second.cursors).toEqual(['3', '4']);
  });

  test('gets what it missed from memory, and goes on with the others', async () => {
    await using harness = new HubHarness();
    const first = harness.subscribe();
    await until(() => harness.feed.open.length === 1);
    harness.feed.happen(6);
    await until(() => first.events.length === 6);
    const second = harness.subscribe({ variables: { after: '2' } });
    expect(second.cursors).toEqual(numbers(3, 6));
    harness.feed.happen(2);
    await until(() => second.events.length === 6);
    expect(second.cursors).toEqual(numbers(3, 8));
    expect(harness.feed.opened).toHaveLength(1);
    expect(harness.shop.joins).toBe(8);
  });

  test('gets an upstream of its own behind an older cursor, until it has come to where the others are', async () => {
    await using harness = new HubHarness({ eventBuffer: 4 });
    const first = harness.subscribe();
    await until(() => harness.feed.open.length === 1);
    for (let batch = 0; batch < 10; batch += 1) {
      harness.feed.happen(4);
      await until(() => first.events.length === 4 * (batch + 1));
    }
    const second = harness.subscribe({ variables: { after: '3' } });
    await until(() => second.events.length === 37);
    harness.feed.happen(4);
    await until(() => second.events.length === 41 && first.events.length === 44);
    expect(second.cursors).toEqual(numbers(4, 44));
    expect(first.cursors).toEqual(numbers(1, 44));
    expect(harness.feed.open).toHaveLength(1);
  });

  test('shares the upstream of another that came behind the same cursor', async () => {
    await using harness = new HubHarness();
    harness.feed.happen(5);
    const all = [1, 2, 3].map(() => harness.subscribe({ variables: { after: '5' } }));
    await until(() => harness.feed.open.length === 1);
    harness.feed.happen(2);
    await until(() => all.every(({ events }) => events.length === 2));
    expect(harness.feed.opened).toHaveLength(1);
    expect(harness.feed.opened[0]?.request.variables).toEqual({ liaison_after: '5' });
  });

  test('does not get the backlog of those who came with cursors', async () => {
    await using harness = new HubHarness();
    harness.feed.happen(6);
    harness.shop.delays.push(50);
    const behind = harness.subscribe({ variables: { after: '0' } });
    await until(() => harness.shop.joins > 0);
    const live = harness.subscribe();
    await until(() => behind.events.length === 6);
    harness.feed.happen();
    await until(() => live.events.length === 1 && behind.events.length === 7);
    expect(live.cursors).toEqual(['7']);
    harness.feed.happen();
    await until(() => live.events.length === 2 && behind.events.length === 8);
    expect(harness.feed.open).toHaveLength(1);
  });
});

describe('events', () => {
  test('arrive in their order, whichever join is the first to end', async () => {
    await using harness = new HubHarness();
    const client = harness.subscribe();
    await until(() => harness.feed.open.length === 1);
    harness.shop.delays.push(60, 0, 30, 0);
    harness.feed.happen(4);
    await until(() => client.events.length === 4);
    expect(client.cursors).toEqual(numbers(1, 4));
  });

  test('that come faster than they can be joined are asked for again', async () => {
    await using harness = new HubHarness({ eventBuffer: 4 });
    const client = harness.subscribe();
    await until(() => harness.feed.open.length === 1);
    harness.feed.happen(100);
    await until(() => client.events.length === 100);
    expect(client.cursors).toEqual(numbers(1, 100));
    expect(harness.feed.opened.length).toBeGreaterThan(1);
    expect(harness.feed.open).toHaveLength(1);
  });

  test('go on behind the last one when the upstream drops', async () => {
    await using harness = new HubHarness();
    const all = [harness.subscribe(), harness.subscribe()];
    await until(() => harness.feed.open.length === 1);
    harness.feed.happen(2);
    await until(() => all.every(({ events }) => events.length === 2));
    harness.feed.drop();
    harness.feed.happen(2);
    await until(() => all.every(({ events }) => events.length === 4));
    expect(all.map(({ cursors }) => cursors)).toEqual([numbers(1, 4), numbers(1, 4)]);
    expect(harness.feed.opened[1]?.request.variables).toEqual({ liaison_after: '2' });
  });

  test('end with the last cursor where the subgraph stays away, and at once where there are no cursors', async () => {
    await using harness = new HubHarness({ resumeTimeout: 200 });
    const client = harness.subscribe();
    const ticking = harness.subscribe({ query: 'subscription { ticked { text } }' });
    await until(() => harness.feed.open.length === 2);
    harness.feed.happen();
    await until(() => client.events.length === 1 && ticking.events.length === 1);
    harness.feed.isReachable = false;
    harness.feed.drop();
    await until(() => ticking.ends.length === 1);
    expect(ticking.fault).toEqual({ code: 'SUBSCRIPTION_INTERRUPTED', subgraph: 'feed' });
    expect(client.ends).toEqual([]);
    await until(() => client.ends.length === 1);
    expect(client.fault).toEqual({ code: 'SUBSCRIPTION_INTERRUPTED', subgraph: 'feed', resumeAfter: '1' });
  });

  test('end with those of the subgraph, after the last was delivered', async () => {
    await using harness = new HubHarness();
    const client = harness.subscribe();
    await until(() => harness.feed.open.length === 1);
    harness.feed.happen();
    harness.feed.open[0]?.sink.complete();
    await until(() => client.ends.length === 1);
    expect(client.events).toHaveLength(1);
    expect(client.ends).toEqual([{ kind: 'completed' }]);
  });
});

describe('a slow client', () => {
  test('of what happens now is ended with the cursor of its last event, and slows nobody', async () => {
    await using harness = new HubHarness({ eventBuffer: 4 });
    const slow = harness.subscribe({ room: 3 });
    const quick = harness.subscribe();
    await until(() => harness.feed.open.length === 1);
    for (let number = 1; number <= 20; number += 1) {
      harness.feed.happen();
      await until(() => quick.events.length === number);
    }
    expect(slow.cursors).toEqual(numbers(1, 7));
    expect(slow.ends[0]?.kind).toBe('overrun');
    expect(slow.fault).toEqual({ code: 'SUBSCRIPTION_OVERRUN', resumeAfter: '7' });
    expect(quick.cursors).toEqual(numbers(1, 20));
  });

  test('of a backlog is waited for, and gets all of it', async () => {
    await using harness = new HubHarness({ eventBuffer: 4 });
    harness.feed.happen(30);
    const slow = harness.subscribe({ variables: { after: '0' }, room: 0 });
    const quick = harness.subscribe({ variables: { after: '0' } });
    await until(() => quick.events.length === 30);
    expect(slow.events).toHaveLength(4);
    const reading = setInterval(() => (slow.room += 3), 5);
    await until(() => slow.events.length === 30);
    clearInterval(reading);
    expect(slow.cursors).toEqual(numbers(1, 30));
    expect(slow.ends).toEqual([]);
  });
});

describe('a subscription', () => {
  test('whose variables do not fit ends at once', async () => {
    await using harness = new HubHarness();
    const client = harness.subscribe({ variables: { after: { not: 'a text' } } });
    expect(client.ends[0]?.kind).toBe('failed');
    expect(client.fault).toEqual({ code: 'BAD_USER_INPUT' });
    expect(harness.feed.opened).toEqual([]);
  });

  test('ends with the hub, and none begins afterwards', async () => {
    const harness = new HubHarness();
    const client = harness.subscribe();
    await until(() => harness.feed.open.length === 1);
    harness.feed.happen();
    await until(() => client.events.length === 1);
    await harness.hub.stop();
    expect(client.ends[0]?.kind).toBe('stopping');
    expect(client.fault).toEqual({ code: 'SERVICE_STOPPING', resumeAfter: '1' });
    expect(harness.feed.open).toEqual([]);
    expect(harness.subscribe().fault).toEqual({ code: 'SERVICE_STOPPING' });
  });

  test('ends after a time without events, or in any case, where that is set', async () => {
    await using harness = new HubHarness({ subscriptionIdleLimit: 500 });
    const idle = harness.subscribe();
    await until(() => harness.feed.open.length === 1);
    harness.feed.happen();
    await until(() => idle.ends.length === 1);
    expect(idle.fault).toEqual({ code: 'SUBSCRIPTION_IDLE', resumeAfter: '1' });
    await using bounded = new HubHarness({ subscriptionTotalLimit: 500 });
    const long = bounded.subscribe();
    await until(() => bounded.feed.open.length === 1);
    const happening = setInterval(() => bounded.feed.happen(), 50);
    await until(() => long.ends.length === 1);
    clearInterval(happening);
    expect(long.fault).toEqual({ code: 'SUBSCRIPTION_TIME_OVER', resumeAfter: long.cursors.at(-1) });
  });
});
