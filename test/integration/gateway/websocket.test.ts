import { once } from 'node:events';
import { describe, expect, test } from '@jest/globals';
import { WebSocket } from 'ws';
import { newNote } from '../../support/stub-subgraph.graph.ts';
import { RawSocket } from '../../support/raw-socket.ts';
import { startFixture } from './gateway.fixture.ts';

const query = '{ products { id } }';
const ticked = 'subscription { ticked }';

describe('a socket of graphql-transport-ws', () => {
  test('answers queries and subscriptions under the ids that the client gave', async () => {
    await using fixture = await startFixture();
    await using client = await new RawSocket(fixture.gateway.url).initialise();
    expect(client.messages).toEqual([{ type: 'connection_ack' }]);
    const id = '"quoted", 引号\u2028';
    client.subscribe(id, '{ product(id: "p1") { name } }');
    const [, next, complete] = await client.take(({ length }) => length === 3);
    expect(next).toEqual({ id, type: 'next', payload: { data: { product: { name: 'Kettle' } } } });
    expect(complete).toEqual({ id, type: 'complete' });

    client.subscribe(id, 'subscription { noted(after: "0") { cursor note { text } } }');
    fixture.log.add(newNote('p1', '建议已答复'));
    await client.take(({ length }) => length === 4);
    const payload = { data: { noted: { cursor: '1', note: { text: '建议已答复' } } } };
    expect(client.messages[3]).toEqual({ id, type: 'next', payload });
    client.send({ id, type: 'complete' });
    client.send({ type: 'ping', payload: { nonce: 1 } });
    client.send({ type: 'ping' });
    await client.take(({ length }) => length === 6);
    expect(client.messages.slice(4)).toEqual([{ type: 'pong', payload: { nonce: 1 } }, { type: 'pong' }]);
    fixture.log.add(newNote('p1', 'Nobody asks any more.'));
    client.send({ type: 'pong' });
    client.subscribe(id, query);
    await client.take(({ length }) => length === 8);
    expect(client.messages.slice(6).map(({ type }) => type)).toEqual(['next', 'complete']);
  });

  test.each([
    ['what is no JSON', ['{'], 4400, 'Invalid message received'],
    ['a message of no known type', [{ type: 'start' }], 4400, 'Invalid message received'],
    ['a message that only servers send', [{ type: 'connection_ack' }], 4400, 'Invalid message received'],
    ['a subscription without a text', [{ id: '1', type: 'subscribe', payload: {} }], 4400, 'Invalid message received'],
    ['a second connection_init', [{ type: 'connection_init' }], 4429, 'Too many initialisation requests'],
    [
      'an id that is taken',
      [1, 2].map(() => ({ id: '1', type: 'subscribe', payload: { query: ticked } })),
      4409,
      'Subscriber for 1 already exists',
    ],
  ])('is closed for %s', async (_what, messages, code, reason) => {
    await using fixture = await startFixture();
    await using client = await new RawSocket(fixture.gateway.url).initialise();
    for (const message of messages) client.send(message);
    expect(await client.closed).toEqual({ code, reason });
  });

  test('is closed for an operation before it was let in, and where it speaks another protocol', async () => {
    await using fixture = await startFixture();
    await using early = await new RawSocket(fixture.gateway.url).open();
    early.subscribe('1', query);
    expect(await early.closed).toEqual({ code: 4401, reason: 'Unauthorized' });
    await using mute = new RawSocket(fixture.gateway.url, []);
    expect(await mute.closed).toEqual({ code: 4406, reason: 'Subprotocol not acceptable' });
  });

  test('is refused where a page of another site opens it, whose messages that page could read', async () => {
    await using fixture = await startFixture();
    const headers = { 'sec-fetch-site': 'cross-site', 'sec-fetch-mode': 'websocket', origin: 'https://other.example' };
    const url = fixture.gateway.url.replace(/^http/, 'ws');
    const socket = new WebSocket(url, 'graphql-transport-ws', { headers });
    const [error] = (await once(socket, 'error')) as [Error];
    expect(error.message).toMatch(/403/);
  });

  test('is closed where the client never asks to be let in', async () => {
    await using fixture = await startFixture();
    await using client = new RawSocket(fixture.gateway.url);
    expect(await client.closed).toEqual({ code: 4408, reason: 'Connection initialisation timeout' });
  }, 10_000);

  test('is closed after a time without operations, however long one runs', async () => {
    await using fixture = await startFixture({ config: { socketIdleLimit: 1_000 } });
    await using busy = await new RawSocket(fixture.gateway.url).initialise();
    busy.subscribe('1', ticked);
    await busy.take(({ length }) => length === 2);
    await using idle = await new RawSocket(fixture.gateway.url).initialise();
    expect(await idle.closed).toEqual({ code: 4901, reason: expect.stringMatching(/^SOCKET_IDLE: /) });
    expect(busy.socket.readyState).toBe(busy.socket.OPEN);
  }, 10_000);

  test('is refused where there are as many as there may be', async () => {
    await using fixture = await startFixture({ config: { maxSockets: 2 } });
    await using first = await new RawSocket(fixture.gateway.url).initialise();
    await using second = await new RawSocket(fixture.gateway.url).initialise();
    await using third = new RawSocket(fixture.gateway.url);
    expect(await third.closed).toMatchObject({ code: 1006 });
    second.socket.close(1000);
    await second.closed;
    await using fourth = await new RawSocket(fixture.gateway.url).initialise();
    expect([first, fourth].map(({ messages }) => messages)).toEqual([
      [{ type: 'connection_ack' }],
      [{ type: 'connection_ack' }],
    ]);
  });

  test('tells its subscriptions of the end of the gateway, and where to go on, before it closes', async () => {
    await using fixture = await startFixture();
    await using client = await new RawSocket(fixture.gateway.url).initialise();
    client.subscribe('cursors', 'subscription { noted(after: "0") { note { text } } }');
    client.subscribe('none', ticked);
    fixture.log.add(newNote('p1', 'Hello.'));
    await client.take(({ length }) => length === 3);
    await fixture.gateway.stop();
    expect(await client.closed).toMatchObject({ code: 1001 });
    expect(client.messages.slice(3)).toEqual([
      {
        id: 'cursors',
        type: 'next',
        payload: {
          errors: [
            {
              message: expect.stringContaining('extensions.resumeAfter'),
              extensions: { code: 'SERVICE_STOPPING', resumeAfter: '1' },
            },
          ],
        },
      },
      { id: 'cursors', type: 'complete' },
    ]);
  });
});
