import { describe, expect, test } from '@jest/globals';
import type { Client } from 'graphql-ws';
import { newNote, startNotes, startShop } from '../../support/stub-subgraph.graph.ts';
import { startFixture } from './gateway.fixture.ts';

const noted = 'subscription ($after: String) { noted(after: $after) { cursor note { text product { name } } } }';

function events(client: Client, query: string, variables: Record<string, unknown> = {}) {
  return client.iterate({ query, variables });
}

describe('a subscription', () => {
  test('joins each event across two subgraphs, in order', async () => {
    await using fixture = await startFixture();
    fixture.log.add(newNote('p1', 'First.'));
    const results = events(fixture.socket(), noted, { after: '0' });
    expect((await results.next()).value).toEqual({
      data: { noted: { cursor: '1', note: { text: 'First.', product: { name: 'Kettle' } } } },
    });
    const products = ['p2', 'p3', 'p1', 'p2', 'p3', 'p1', 'p2', 'p3', 'p1', 'p2'];
    products.forEach((product, index) => fixture.log.add(newNote(product, `Note ${index}.`)));
    const cursors = [];
    for (const _product of products) {
      const { value } = await results.next();
      cursors.push((value?.data?.noted as { cursor: string }).cursor);
    }
    expect(cursors).toEqual(['2', '3', '4', '5', '6', '7', '8', '9', '10', '11']);
    await results.return?.();
  });

  test('resumes by cursor when its subgraph restarts: nothing is lost, nothing comes twice', async () => {
    await using fixture = await startFixture();
    const { log } = fixture;
    log.add(newNote('p1', 'Before.'));
    // The client does not ask for the cursor: the gateway does, and keeps it to itself.
    const results = events(fixture.socket(), 'subscription { noted(after: "0") { note { text } } }');
    expect((await results.next()).value).toEqual({ data: { noted: { note: { text: 'Before.' } } } });
    await fixture.notes.stop();
    for (const text of ['While', 'it', 'was', 'away.']) log.add(newNote('p2', text));
    fixture.notes = await startNotes(log, fixture.notes.port);
    log.add(newNote('p3', 'After.'));
    const texts = [];
    for (let count = 0; count < 5; count += 1) {
      const { value } = await results.next();
      texts.push((value?.data?.noted as { note: { text: string } }).note.text);
    }
    expect(texts).toEqual(['While', 'it', 'was', 'away.', 'After.']);
    await results.return?.();
  });

  test.each([1000, 1011, 4408])('resumes by cursor when its connection is closed with %i', async (code) => {
    await using fixture = await startFixture();
    fixture.log.add(newNote('p1', 'Before.'));
    const results = events(fixture.socket(), noted, { after: '0' });
    await results.next();
    fixture.notes.dropSockets(code);
    fixture.log.add(newNote('p1', 'After.'));
    expect((await results.next()).value?.data).toMatchObject({ noted: { cursor: '2' } });
    await results.return?.();
  });

  test('ends with the last cursor where its subgraph stays away', async () => {
    await using fixture = await startFixture({ config: { resumeTimeout: 300 } });
    fixture.log.add(newNote('p1', 'Only.'));
    const results = events(fixture.socket(), noted, { after: '0' });
    await results.next();
    await fixture.notes.stop();
    const { value } = await results.next();
    expect(value?.errors?.[0]?.extensions).toMatchObject({
      code: 'SUBSCRIPTION_INTERRUPTED',
      subgraph: 'notes',
      resumeAfter: '1',
    });
    expect(await results.next()).toEqual({ done: true, value: undefined });
  });

  test('ends at once where its root field has no cursor', async () => {
    await using fixture = await startFixture();
    const results = events(fixture.socket(), 'subscription { ticked }');
    expect((await results.next()).value).toEqual({ data: { ticked: 1 } });
    await fixture.notes.stop();
    const { value } = await results.next();
    expect(value?.errors?.[0]?.extensions).toEqual({ code: 'SUBSCRIPTION_INTERRUPTED', subgraph: 'notes' });
    expect((await results.next()).done).toBe(true);
  });

  test('passes on what the subgraph itself says and does not try again', async () => {
    await using fixture = await startFixture();
    const results = events(fixture.socket(), noted, { after: 'forged' });
    const { value } = await results.next();
    expect(value).toEqual({ errors: [expect.objectContaining({ message: expect.any(String) })] });
    expect(value?.errors?.[0]).toMatchObject({ extensions: { code: 'CURSOR_INVALID', subgraph: 'notes' } });
    expect((await results.next()).done).toBe(true);
    expect(fixture.notes.connections).toHaveLength(1);
  });

  test('stands with nulls and an error while a joined subgraph is down', async () => {
    await using fixture = await startFixture();
    const results = events(fixture.socket(), noted, { after: '0' });
    await fixture.shop.stop();
    fixture.log.add(newNote('p1', 'Alone.'));
    const { value } = await results.next();
    expect(value?.data).toEqual({ noted: { cursor: '1', note: { text: 'Alone.', product: null } } });
    expect(value?.errors).toEqual([
      expect.objectContaining({
        path: ['noted', 'note', 'product'],
        extensions: { code: 'SUBGRAPH_UNAVAILABLE', subgraph: 'shop' },
      }),
    ]);
    fixture.shop = await startShop({ port: fixture.shop.port });
    fixture.log.add(newNote('p2', 'Again.'));
    expect((await results.next()).value?.data).toEqual({
      noted: { cursor: '2', note: { text: 'Again.', product: { name: 'Lamp' } } },
    });
    await results.return?.();
  });

  test('shares one upstream socket per token, which closes with the last subscription on it', async () => {
    await using fixture = await startFixture();
    const authorization = await fixture.token(60);
    const named = fixture.socket({ authorization });
    const all = [events(named, noted, { after: '0' }), events(named, noted, { after: '0' })];
    all.push(events(fixture.socket(), noted, { after: '0' }));
    fixture.log.add(newNote('p1', 'Hello.'));
    await Promise.all(all.map((results) => results.next()));
    expect(fixture.notes.connections).toHaveLength(2);
    expect(fixture.notes.connections).toContainEqual({ authorization });
    await Promise.all(all.map(async (results) => results.return?.()));
    await expectSoon(() => fixture.notes.openSockets() === 0);
  });

  test('carries the forwarded headers of its client, by connection parameters or by the handshake', async () => {
    const forwardedHeaders = ['authorization', 'x-tenant'];
    await using fixture = await startFixture({ config: { forwardedHeaders } });
    const own = { 'X-Tenant': 'north', headers: { 'x-other': 'kept' }, 'x-secret': 'kept' };
    const results = events(fixture.socket(own), noted, { after: '0' });
    fixture.log.add(newNote('p1', 'Hello.'));
    await results.next();
    expect(fixture.notes.connections).toEqual([{ 'x-tenant': 'north' }]);
    await results.return?.();
  });

  test('answers queries and mutations over the same socket', async () => {
    await using fixture = await startFixture();
    const client = fixture.socket();
    const mutation = 'mutation { note(product: "p1", text: "Over the socket.") { product { name } } }';
    expect((await events(client, mutation).next()).value).toEqual({ data: { note: { product: { name: 'Kettle' } } } });
    const failed = (await events(client, '{ products { broken } }').next()).value;
    expect(failed?.errors?.[0]?.extensions).toEqual({ code: 'VENDOR_42', subgraph: 'shop' });
  });

  test('is refused over HTTP in one piece, with a sentence on what to do', async () => {
    await using fixture = await startFixture();
    const { status, body } = await fixture.query('subscription { ticked }');
    expect([status, body.errors?.[0]?.extensions]).toEqual([406, { code: 'NOT_ACCEPTABLE' }]);
    expect(body.errors?.[0]?.message).toContain('graphql-transport-ws');
  });

  test('is refused where a socket holds as many as it may', async () => {
    await using fixture = await startFixture({ config: { maxSubscriptions: 1 } });
    const client = fixture.socket();
    const first = events(client, 'subscription { ticked }');
    await first.next();
    await expect(events(client, 'subscription { ticked }').next()).rejects.toEqual([
      expect.objectContaining({ extensions: { code: 'TOO_MANY_SUBSCRIPTIONS' } }),
    ]);
    await first.return?.();
  });

  test('is refused with the faults of its text and its variables', async () => {
    await using fixture = await startFixture();
    const client = fixture.socket();
    await expect(events(client, 'subscription { nothing }').next()).rejects.toEqual([
      expect.objectContaining({ extensions: { code: 'GRAPHQL_VALIDATION_FAILED' } }),
    ]);
    const { value } = await events(client, noted, { after: { not: 'text' } }).next();
    expect(value?.errors?.[0]?.extensions).toEqual({ code: 'BAD_USER_INPUT' });
  });

  test('keeps its memory bounded for a slow client and still misses nothing', async () => {
    await using fixture = await startFixture({ config: { eventBuffer: 4 } });
    const client = fixture.socket();
    for (let index = 0; index < 400; index += 1) fixture.log.add(newNote('p1', 'x'.repeat(10_000)));
    const results = events(client, noted, { after: '0' });
    const cursors: string[] = [];
    for await (const { data } of results) {
      cursors.push((data?.['noted'] as { cursor: string }).cursor);
      if (cursors.length === 400) break;
    }
    expect(cursors).toEqual(Array.from({ length: 400 }, (_none, index) => String(index + 1)));
  });
});

async function expectSoon(condition: () => boolean): Promise<void> {
  const deadline = Date.now() + 5_000;
  while (!condition() && Date.now() < deadline) await new Promise((resolve) => setImmediate(resolve));
  expect(condition()).toBe(true);
}
