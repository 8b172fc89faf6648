import { describe, expect, test } from '@jest/globals';
import { HubHarness, hubGraph, noted, numbers, until } from '../../test/support/subscription-hub.ts';

describe('a new graph', () => {
  test('that changes joins only keeps the upstream', async () => {
    await using harness = new HubHarness();
    const client = harness.subscribe();
    await until(() => harness.feed.open.length === 1);
    harness.feed.happen();
    await until(() => client.events.length === 1);
    harness.swap(hubGraph({ shopUrl: 'http://shop/2' }));
    const names = () => client.results.map(({ data }) => data.noted?.note.product?.name);
    await until(() => {
      harness.feed.happen();
      return names().at(-1)?.endsWith('shop/2') ?? false;
    });
    expect(client.cursors).toEqual(numbers(1, client.events.length));
    expect(names()[0]).toBe('p1 of http://shop/1');
    expect(harness.feed.opened).toHaveLength(1);
  });

  test('that changes the upstream goes on behind the last event', async () => {
    await using harness = new HubHarness();
    const client = harness.subscribe();
    await until(() => harness.feed.open.length === 1);
    harness.feed.happen(3);
    await until(() => client.events.length === 3);
    harness.swap(hubGraph({ feedUrl: 'http://feed/2' }));
    await until(() => harness.feed.opened.length === 2);
    harness.feed.happen(3);
    await until(() => client.events.length === 6);
    expect(client.cursors).toEqual(numbers(1, 6));
    expect(harness.feed.open.map(({ request }) => request.endpoint.url)).toEqual(['http://feed/2']);
    expect(harness.feed.opened[1]?.request.variables).toEqual({ liaison_after: '3' });
  });

  test('opens the new upstream first where there is nothing to go on from', async () => {
    await using harness = new HubHarness();
    const client = harness.subscribe({ query: 'subscription { ticked { text } }' });
    await until(() => harness.feed.open.length === 1);
    harness.swap(hubGraph({ feedUrl: 'http://feed/2' }));
    await until(() => harness.feed.open.length === 2);
    harness.feed.happen();
    await until(() => client.events.length === 1);
    await until(() => harness.feed.open.length === 1);
    expect(harness.feed.open[0]?.request.endpoint.url).toBe('http://feed/2');
    harness.feed.happen();
    await until(() => client.events.length === 2);
    expect(client.results.map(({ data }) => data.ticked?.text)).toEqual(['note 1', 'note 2']);
  });

  test('goes on from the first event of the old upstream that comes while the new one is opened', async () => {
    await using harness = new HubHarness();
    const client = harness.subscribe();
    await until(() => harness.feed.open.length === 1);
    harness.feed.isReachable = false;
    harness.swap(hubGraph({ feedUrl: 'http://feed/2' }));
    await until(() => harness.feed.opened.length === 2);
    harness.feed.isReachable = true;
    harness.feed.happen(2);
    await until(() => client.events.length === 2);
    harness.feed.happen(2);
    await until(() => client.events.length === 4);
    expect(client.cursors).toEqual(numbers(1, 4));
    expect(harness.feed.open.map(({ request }) => request.endpoint.url)).toEqual(['http://feed/2']);
  });

  test('that lacks a field ends its subscriptions with the field and the place to go on from', async () => {
    await using harness = new HubHarness();
    const lost = harness.subscribe();
    const kept = harness.subscribe({ query: noted.replace('text ', '') });
    await until(() => harness.feed.open.length === 2);
    harness.feed.happen();
    await until(() => lost.events.length === 1 && kept.events.length === 1);
    harness.swap(hubGraph({ noteFields: 'body: String' }));
    await until(() => lost.ends.length === 1);
    expect(lost.fault).toEqual({ code: 'SUBSCRIPTION_NOT_IN_SCHEMA', resumeAfter: '1' });
    expect(lost.ends[0]).toMatchObject({ errors: [{ message: expect.stringContaining('"text"') }] });
    harness.feed.happen();
    await until(() => kept.events.length === 2);
    expect(kept.ends).toEqual([]);
  });

  test('that comes before the first one was planned is the one that counts', async () => {
    await using harness = new HubHarness();
    const client = harness.subscribe();
    harness.swap(hubGraph({ feedUrl: 'http://feed/2' }));
    await until(() => harness.feed.opened.length === 1);
    expect(harness.feed.opened[0]?.request.endpoint.url).toBe('http://feed/2');
    harness.feed.happen();
    await until(() => client.events.length === 1);
  });
});
