import { get, type IncomingMessage } from 'node:http';
import { setTimeout as pause } from 'node:timers/promises';
import { describe, expect, test } from '@jest/globals';
import { createClient, type Client } from 'graphql-sse';
import { newNote } from '../../support/stub-subgraph.graph.ts';
import { startFixture, type GatewayFixture } from './gateway.fixture.ts';

const noted = 'subscription ($after: String) { noted(after: $after) { cursor note { text product { name } } } }';
const texts = ['One.', 'Two.', '三：“引号”\nand a new line.'];
const received = texts.map((text, index) => ({
  data: { noted: { cursor: String(index + 1), note: { text, product: { name: 'Kettle' } } } },
}));

function openClient(
  { gateway }: GatewayFixture,
  singleConnection: boolean,
  headers: Record<string, string> = {},
): Client {
  return createClient({ url: gateway.url, singleConnection, headers, retryAttempts: 0 } as never);
}

function addNotes({ log }: GatewayFixture): void {
  for (const text of texts) log.add(newNote('p1', text));
}

async function take(results: AsyncIterable<unknown>, count: number): Promise<unknown[]> {
  const taken: unknown[] = [];
  for await (const result of results) if (taken.push(result) === count) break;
  return taken;
}

async function codesOf(results: AsyncIterable<{ errors?: readonly unknown[] }>): Promise<unknown[]> {
  const codes: unknown[] = [];
  for await (const { errors = [] } of results) {
    codes.push(...errors.map((error) => (error as { extensions: { code: unknown } }).extensions.code));
  }
  return codes;
}

describe.each([
  ['a stream of its own', false],
  ['a stream of several', true],
])('an operation on %s', (_name, singleConnection) => {
  test('brings the events of a subscription, joined and in order, and ends at its subgraph when the client leaves', async () => {
    await using fixture = await startFixture();
    addNotes(fixture);
    const client = openClient(fixture, singleConnection);
    expect(await take(client.iterate({ query: noted, variables: { after: '0' } }), texts.length)).toEqual(received);
    await until(() => fixture.notes.openSockets() === 0);
    client.dispose();
  });

  test('brings the one result of a query and of a mutation, and is complete', async () => {
    await using fixture = await startFixture();
    const client = openClient(fixture, singleConnection);
    expect(await take(client.iterate({ query: '{ product(id: "p1") { name } }' }), 2)).toEqual([
      { data: { product: { name: 'Kettle' } } },
    ]);
    expect(await take(client.iterate({ query: 'mutation { note(product: "p1", text: "Hi.") { text } }' }), 2)).toEqual([
      { data: { note: { text: 'Hi.' } } },
    ]);
    client.dispose();
  });

  test('tells by an event what is wrong with its variables', async () => {
    await using fixture = await startFixture();
    const client = openClient(fixture, singleConnection);
    expect(await codesOf(client.iterate({ query: noted, variables: { after: {} } }))).toEqual(['BAD_USER_INPUT']);
    const query = 'query ($id: ID!) { product(id: $id) { name } }';
    expect(await codesOf(client.iterate({ query }))).toEqual(['BAD_USER_INPUT']);
    client.dispose();
  });

  test('is let in with a good token only', async () => {
    await using fixture = await startFixture();
    const authorization = await fixture.token(60);
    const query = '{ product(id: "p1") { secret } }';
    const good = openClient(fixture, singleConnection, { authorization });
    expect(await take(good.iterate({ query }), 1)).toEqual([{ data: { product: { secret: authorization } } }]);
    const bad = openClient(fixture, singleConnection, { authorization: 'Bearer x' });
    await expect(take(bad.iterate({ query }), 1)).rejects.toThrow('401');
    for (const client of [good, bad]) client.dispose();
  });

  test('ends with the gateway, which waits for no client', async () => {
    await using fixture = await startFixture();
    const client = openClient(fixture, singleConnection);
    const results = client.iterate({ query: 'subscription { ticked }' });
    await results.next();
    await fixture.gateway.stop();
    const last = await results.next().catch((error: unknown) => error);
    expect(last).toBeDefined();
    client.dispose();
  });
});

describe('a stream of its own', () => {
  test('carries the faults of an operation that is not valid', async () => {
    await using fixture = await startFixture();
    const client = openClient(fixture, false);
    expect(await codesOf(client.iterate({ query: '{ nothing }' }))).toEqual(['GRAPHQL_VALIDATION_FAILED']);
    client.dispose();
  });

  test('is opened by GET too, as a browser does', async () => {
    await using fixture = await startFixture();
    addNotes(fixture);
    const search = new URLSearchParams({ query: noted, variables: '{"after":"0"}' });
    const response = await fixture.get(`/graphql?${String(search)}`, { accept: 'text/event-stream' });
    expect(response.headers.get('content-type')).toBe('text/event-stream; charset=utf-8');
    expect(await readUntil(response, `"cursor":"3"`)).toContain(
      `:\n\nevent: next\ndata: ${JSON.stringify(received[0])}\n\n`,
    );
  });

  test('ends for a client that does not read, with a place to go on from and nothing left out before', async () => {
    await using fixture = await startFixture({ config: { eventBuffer: 8 } });
    fixture.log.add(newNote('p1', 'First.'));
    const search = new URLSearchParams({ query: noted, variables: '{"after":"0"}' });
    const stream = await openRaw(`${fixture.gateway.url}?${String(search)}`);
    const reader = fixture.socket().iterate<{ noted: unknown }>({ query: noted, variables: { after: '0' } });
    await reader.next();
    // So long that what comes next is no backlog, of which a client may take its time.
    await pause(150);
    // More than the system's own buffers hold.
    for (let number = 2; number <= 600; number += 1) {
      fixture.log.add(newNote('p1', 'x'.repeat(50_000)));
      await reader.next();
    }
    await reader.return?.();
    const text = Buffer.concat((await stream.toArray()) as Buffer[]).toString();
    const cursors = [...text.matchAll(/"cursor":"(\d+)"/g)].map(([, cursor]) => Number(cursor));
    expect(cursors.length).toBeLessThan(600);
    expect(cursors).toEqual(cursors.map((_cursor, index) => index + 1));
    const [, errors = ''] = /data: (\{"errors":.*\})\n\nevent: complete\ndata: \n\n$/.exec(text) ?? [];
    expect(JSON.parse(errors)).toMatchObject({
      errors: [{ extensions: { code: 'SUBSCRIPTION_OVERRUN', resumeAfter: String(cursors.at(-1)) } }],
    });
  });

  test('is refused where the gateway holds as many as it may', async () => {
    await using fixture = await startFixture({ config: { maxStreams: 1 } });
    const ask = () => fixture.get('/graphql?query=subscription{ticked}', { accept: 'text/event-stream' });
    const first = await ask();
    const second = await ask();
    expect([first.status, second.status]).toEqual([200, 429]);
    expect(await second.json()).toMatchObject({ errors: [{ extensions: { code: 'TOO_MANY_STREAMS' } }] });
    await first.body?.cancel();
    await until(async () => (await ask()).status === 200);
  });
});

describe('a stream of several', () => {
  const tokenHeader = 'x-graphql-event-stream-token';

  async function reserve({ gateway }: GatewayFixture, headers: Record<string, string> = {}): Promise<string> {
    const response = await fetch(gateway.url, { method: 'PUT', headers });
    expect(response.status).toBe(201);
    return response.text();
  }

  async function send({ gateway }: GatewayFixture, headers: Record<string, string>, body: unknown) {
    const init = { method: 'POST', headers: { 'content-type': 'application/json', ...headers } };
    const response = await fetch(gateway.url, { ...init, body: JSON.stringify(body) });
    const text = await response.text();
    return { status: response.status, code: /"code":"(\w+)"/.exec(text)?.[1] };
  }

  test('takes operations before it is opened, and by a token in the URL', async () => {
    await using fixture = await startFixture();
    const token = await reserve(fixture);
    const extensions = { operationId: 'a "1"' };
    const query = '{ product(id: "p1") { name } }';
    expect(await send(fixture, { [tokenHeader]: token }, { query, extensions })).toEqual({ status: 202 });
    const response = await fixture.get(`/graphql?token=${token}`, { accept: 'text/event-stream' });
    expect(await readUntil(response, 'complete')).toBe(
      ':\n\nevent: next\ndata: {"id":"a \\"1\\"","payload":{"data":{"product":{"name":"Kettle"}}}}\n\nevent: complete\ndata: {"id":"a \\"1\\""}\n\n',
    );
  });

  test('is opened once only', async () => {
    await using fixture = await startFixture();
    const token = await reserve(fixture);
    const open = () => fixture.get('/graphql', { accept: 'text/event-stream', [tokenHeader]: token });
    expect([(await open()).status, (await open()).status]).toEqual([200, 409]);
  });

  test('goes with its connection, and everything on it', async () => {
    await using fixture = await startFixture();
    const token = { [tokenHeader]: await reserve(fixture) };
    const response = await fixture.get('/graphql', { accept: 'text/event-stream', ...token });
    const body = { query: 'subscription { ticked }', extensions: { operationId: 'a' } };
    expect(await send(fixture, token, body)).toEqual({ status: 202 });
    await until(() => fixture.notes.openSockets() === 1);
    await response.body?.cancel();
    await until(() => fixture.notes.openSockets() === 0);
    expect(await send(fixture, token, body)).toEqual({ status: 404, code: 'STREAM_NOT_FOUND' });
  });

  test('refuses operations without an id, with one that is taken, that are not valid, and more than it may hold', async () => {
    await using fixture = await startFixture({ config: { maxSubscriptions: 2 } });
    const token = { [tokenHeader]: await reserve(fixture) };
    const subscribe = (operationId: unknown, query = 'subscription { ticked }') =>
      send(fixture, token, { query, extensions: { operationId } });
    expect(await subscribe(undefined)).toEqual({ status: 400, code: 'BAD_REQUEST' });
    expect(await subscribe('a', '{ nothing }')).toEqual({ status: 400, code: 'GRAPHQL_VALIDATION_FAILED' });
    expect(await subscribe('a')).toEqual({ status: 202 });
    expect(await subscribe('a')).toEqual({ status: 409, code: 'OPERATION_ID_TAKEN' });
    expect(await subscribe('b')).toEqual({ status: 202 });
    expect(await subscribe('c')).toEqual({ status: 429, code: 'TOO_MANY_SUBSCRIPTIONS' });
    const ended = await fetch(`${fixture.gateway.url}?operationId=a`, { method: 'DELETE', headers: token });
    expect(ended.status).toBe(200);
    expect(await subscribe('c')).toEqual({ status: 202 });
  });

  test('takes operations of nobody but the one who reserved it', async () => {
    await using fixture = await startFixture();
    const authorization = await fixture.token(60);
    const token = { [tokenHeader]: await reserve(fixture, { authorization }) };
    const body = { query: '{ products { id } }', extensions: { operationId: 'a' } };
    expect(await send(fixture, token, body)).toEqual({ status: 404, code: 'STREAM_NOT_FOUND' });
    // Another token of the same person: tokens are renewed.
    const renewed = await fixture.token(61);
    expect(await send(fixture, { ...token, authorization: renewed }, body)).toEqual({ status: 202 });
  });
});

/** A response that is not read before somebody does. */
async function openRaw(url: string): Promise<IncomingMessage> {
  const { promise, resolve, reject } = Promise.withResolvers<IncomingMessage>();
  get(url, { headers: { accept: 'text/event-stream' } }, resolve).on('error', reject);
  return promise;
}

async function readUntil(response: Response, end: string): Promise<string> {
  let text = '';
  const decoder = new TextDecoder();
  for await (const chunk of response.body ?? []) {
    text += decoder.decode(chunk as Uint8Array, { stream: true });
    if (text.includes(end) && text.endsWith('\n')) break;
  }
  return text;
}

async function until(condition: () => boolean | Promise<boolean>): Promise<void> {
  const deadline = Date.now() + 5_000;
  let isMet = await condition();
  while (!isMet && Date.now() < deadline) {
    await new Promise((resolve) => setImmediate(resolve));
    isMet = await condition();
  }
  expect(isMet).toBe(true);
}
