import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { gzipSync } from 'node:zlib';
import type { ServerResponse } from 'node:http';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import type { WebSocket } from 'ws';
import { startGateway, type RunningGateway } from '../../../gateway/app.ts';
import type { GatewayConfig } from '../../../gateway/config.ts';
import { createLogger } from '../../../shared/telemetry/logger.ts';
import { startHostileSubgraph, type HostileAnswer, type HostileSubgraph } from '../../support/hostile-subgraph.ts';
import { startShop } from '../../support/stub-subgraph.graph.ts';
import type { StubSubgraph } from '../../support/stub-subgraph.ts';
import { openWsClient } from '../../support/ws-client.ts';
import { testConfig, type Answer } from './gateway.fixture.ts';

const sdl = `
  extend schema @link(url: "https://specs.apollo.dev/federation/v2.12", import: ["@key"])
  type Query { offer: String offers: [Offer!] }
  type Mutation { order: String }
  type Subscription { offered: String }
  type Offer { text: String price: Int }
  type Product @key(fields: "id") { id: ID! rating: Int label: String! }
`;
const maxAnswer = 4 * 1024 * 1024;
const timeout = 1_500;

let shop: StubSubgraph;
let vendor: HostileSubgraph;
let directory: string;
let gateway: RunningGateway;

function start(more: Partial<GatewayConfig> = {}): Promise<RunningGateway> {
  const bounds = {
    maxSubgraphAnswer: maxAnswer,
    subgraphTimeout: timeout,
    resumeTimeout: 300,
    hasCircuitBreakers: false,
  };
  const config = testConfig(directory, [shop, vendor], { engine: 'liaison', ...bounds, ...more });
  return startGateway(config, createLogger('gateway', 'silent'));
}

beforeAll(async () => {
  directory = await mkdtemp(join(tmpdir(), 'hostile-'));
  shop = await startShop();
  vendor = await startHostileSubgraph('vendor', sdl);
  gateway = await start();
});

beforeEach(() => {
  vendor.answer = (response) => send(response, { data: {} });
  vendor.requests = 0;
});

/** The process is still there, and so is the gateway. */
afterAll(async () => {
  vendor.answer = (response) => send(response, { data: { offer: 'One.' } });
  expect((await ask('{ offer products { id } }')).body.errors).toBeUndefined();
  await gateway.stop();
  await Promise.all([vendor[Symbol.asyncDispose](), shop.stop()]);
  await rm(directory, { recursive: true });
});

async function ask(query: string, url = gateway.url): Promise<Answer> {
  const headers = { 'content-type': 'application/json' };
  const response = await fetch(url, { method: 'POST', headers, body: JSON.stringify({ query }) });
  return { status: response.status, body: (await response.json()) as Answer['body'] };
}

function send(response: ServerResponse, value: unknown, status = 200): void {
  response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(value));
}

function sendText(response: ServerResponse, text: string, status = 200): void {
  response.writeHead(status, { 'content-type': 'application/json' }).end(text);
}

/** Writes `size` bytes of JSON, as fast as they are taken. */
function flood(response: ServerResponse, size: number): void {
  const chunk = Buffer.alloc(64 * 1024, 0x61);
  let left = size;
  response.write('{"data":{"offer":"');
  const more = (): void => {
    while (left > 0 && !response.destroyed) {
      left -= chunk.length;
      if (!response.write(chunk)) return void response.once('drain', more);
    }
    response.end('"}}');
  };
  more();
}

function drip(response: ServerResponse): void {
  const timer = setInterval(() => response.write(' '), 50);
  response.on('close', () => clearInterval(timer));
}

function breakOff(response: ServerResponse): void {
  response.writeHead(200, { 'content-type': 'application/json', 'content-length': 1_000 });
  response.write('{"data":{"offer":"On', () => response.socket?.resetAndDestroy());
}

/** Fifty thousand bytes, and fifty million once decompressed. */
const bomb = gzipSync(Buffer.concat([Buffer.from('{"data":{"offer":"'), Buffer.alloc(50_000_000, 0x61)]));

const unavailable = 'SUBGRAPH_UNAVAILABLE';
const invalid = 'SUBGRAPH_ANSWER_INVALID';

/** By what the subgraph does: the code of the error, and what its message says beside the subgraph's name. */
const faults: readonly (readonly [string, HostileAnswer, string, string])[] = [
  ['a page instead of JSON', (response) => sendText(response, '<p>Welcome.</p>'), invalid, 'not JSON'],
  ['an empty answer', (response) => sendText(response, ''), invalid, 'not JSON'],
  ['JSON that is cut off', (response) => sendText(response, '{"data":{"offer":"On'), invalid, 'not JSON'],
  ['JSON that is no object', (response) => sendText(response, '[[[1]]]'), invalid, 'neither "data" nor "errors"'],
  ['data that is no object', (response) => send(response, { data: 'offer' }), invalid, '"data" is no object'],
  [
    'errors that are no list',
    (response) => send(response, { data: {}, errors: 'No.' }),
    invalid,
    '"errors" is no list',
  ],
  ['more than the limit', (response) => flood(response, 100_000_000), invalid, 'larger than'],
  [
    'more than the limit once decompressed',
    (response) => {
      response.writeHead(200, { 'content-encoding': 'gzip' }).end(bomb);
    },
    invalid,
    'larger than',
  ],
  ['a byte now and then', drip, unavailable, `no answer within ${timeout} ms`],
  [
    'headers without an end',
    (response) => void response.socket?.write('HTTP/1.1 200 OK\r\nx-a: '),
    unavailable,
    'within',
  ],
  ['nothing', () => undefined, unavailable, `no answer within ${timeout} ms`],
  ['HTTP status 500', (response) => sendText(response, 'No.', 500), unavailable, 'HTTP status 500'],
  ['HTTP status 503', (response) => sendText(response, 'No.', 503), unavailable, 'HTTP status 503'],
  ['HTTP status 429', (response) => sendText(response, 'No.', 429), unavailable, 'HTTP status 429'],
  [
    'HTTP status 429 for an hour',
    (response) => void response.writeHead(429, { 'retry-after': '3600' }).end(),
    unavailable,
    '429',
  ],
  ['HTTP status 404', (response) => sendText(response, 'No.', 404), invalid, 'HTTP status 404'],
  ['a redirect', (response) => void response.writeHead(302, { location: '/elsewhere' }).end(), invalid, 'redirects'],
  ['a connection that is reset', (response) => void response.socket?.resetAndDestroy(), unavailable, ''],
  ['a connection that is reset in the body', breakOff, unavailable, ''],
  ['something that is not HTTP', (response) => void response.socket?.end('SSH-2.0-x\r\n'), invalid, 'not HTTP'],
];

describe.each(faults)('a subgraph that sends %s', (_what, answer, code, message) => {
  const error = {
    message: expect.stringMatching(new RegExp(`The subgraph "vendor".*${message}`)),
    extensions: expect.objectContaining({ code, subgraph: 'vendor' }),
  };

  test('leaves nulls where its own fields stand, with an error that names it', async () => {
    vendor.answer = answer;
    const { status, body } = await ask('{ offer products { name rating } }');
    expect(status).toBe(200);
    const products = ['Kettle', 'Lamp', 'Table'].map((name) => ({ name, rating: null }));
    expect(body.data).toEqual({ offer: null, products });
    const placed = (body.errors ?? []).map(({ path }) => path?.[0]);
    expect(new Set(placed)).toEqual(new Set(['offer', 'products']));
    for (const each of body.errors ?? []) expect(each).toEqual(expect.objectContaining(error));
  });

  test('fails a mutation once', async () => {
    vendor.answer = answer;
    const { body } = await ask('mutation { order }');
    expect(body).toEqual({ data: { order: null }, errors: [expect.objectContaining({ ...error, path: ['order'] })] });
    expect(vendor.requests).toBe(1);
  });
});

describe('a subgraph that sends nothing to one request after the other', () => {
  test('costs one operation no more than its own timeout, and what would come too late is not sent', async () => {
    vendor.answer = () => undefined;
    const hurried = await start({ operationTimeout: 300 });
    try {
      const operation = 'mutation { order rename(id: "1", name: "Pot") { id } again: order }';
      // The first time it is planned as well, which may take longer than it has.
      await ask(operation, hurried.url);
      vendor.requests = 0;
      const began = performance.now();
      const { body } = await ask(operation, hurried.url);
      expect(performance.now() - began).toBeLessThan(timeout);
      expect(body.data).toEqual({ order: null, rename: null, again: null });
      expect(body.errors?.map(({ path, extensions }) => [path, extensions['code']])).toEqual([
        [['order'], unavailable],
        [['rename'], unavailable],
        [['again'], unavailable],
      ]);
      expect(vendor.requests).toBe(1);
    } finally {
      await hurried.stop();
    }
  });
});

describe('a subgraph whose answer is a GraphQL response', () => {
  test.each([200, 400, 500])('is believed in its errors with status %i', async (status) => {
    const told = { message: 'Not today.', path: ['offer'], extensions: { code: 'VENDOR_7' } };
    vendor.answer = (response) => send(response, { errors: [told] }, status);
    expect((await ask('{ offer }')).body).toEqual({
      data: { offer: null },
      errors: [{ ...told, extensions: { code: 'VENDOR_7', subgraph: 'vendor' } }],
    });
  });

  test('may have data beside errors', async () => {
    vendor.answer = (response) =>
      send(response, { data: { offer: 'One.', offers: null }, errors: [{ message: 'No list.', path: ['offers'] }] });
    expect((await ask('{ offer offers { text } }')).body).toEqual({
      data: { offer: 'One.', offers: null },
      errors: [{ message: 'No list.', path: ['offers'], extensions: { code: 'SUBGRAPH_FAILED', subgraph: 'vendor' } }],
    });
  });

  test.each([
    ['no error at all', null],
    ['numbers', 7],
    ['an error without a message', {}],
    ['a path that is none', { message: 'No.', path: [{ a: 1 }, null, true] }],
    ['extensions that are none', { message: 'No.', extensions: 'VENDOR' }],
    ['a code that is none', { message: 'No.', extensions: { code: { a: 1 }, stacktrace: ['secret place'] } }],
  ])('has its errors read where they are %s', async (_what, told) => {
    vendor.answer = (response) => send(response, { data: null, errors: [told] });
    const { body } = await ask('{ offer products { id } }');
    expect(body.data).toMatchObject({ offer: null, products: [{ id: 'p1' }, { id: 'p2' }, { id: 'p3' }] });
    expect(body.errors).toEqual([
      {
        message: expect.any(String),
        path: ['offer'],
        extensions: { code: 'SUBGRAPH_FAILED', subgraph: 'vendor' },
      },
    ]);
  });

  test('has values of a wrong type taken for nulls', async () => {
    vendor.answer = (response) =>
      send(response, { data: { offer: { a: 1 }, offers: [{ text: 'A.', price: 'much' }, 7] } });
    const { body } = await ask('{ offer offers { text price } }');
    expect(body.data).toEqual({ offer: null, offers: null });
    const placed = body.errors?.map(({ path, extensions }) => [path, extensions['code']]);
    expect(placed).toEqual(
      expect.arrayContaining([
        [['offer'], invalid],
        [['offers', 0, 'price'], invalid],
      ]),
    );
  });
});

describe('a subgraph whose entities are not those that were asked for', () => {
  const names = ['Kettle', 'Lamp', 'Table'];

  async function ratings(entities: unknown): Promise<[unknown, Answer['body']['errors']]> {
    vendor.answer = (response) => send(response, { data: { _entities: entities } });
    const { body } = await ask('{ products { name rating } }');
    const products = body.data?.['products'] as { name: string; rating: unknown }[];
    expect(products.map(({ name }) => name)).toEqual(names);
    return [products.map(({ rating }) => rating), body.errors];
  }

  test.each([
    ['too few', [{ rating: 1 }], [1, null, null], true],
    ['too many', [1, 2, 3, 4, 5].map((rating) => ({ rating })), [1, 2, 3], true],
    ['null in between', [{ rating: 1 }, null, { rating: 3 }], [1, null, 3], false],
    ['no objects', [{ rating: 1 }, 'Lamp', [{ rating: 3 }]], [1, null, null], true],
    ['of a wrong type', [{ rating: '5' }, { rating: {} }, { rating: 3 }], [null, null, 3], true],
    ['no list', { 0: { rating: 1 } }, [null, null, null], true],
    ['null', null, [null, null, null], true],
    ['not there', undefined, [null, null, null], true],
    [
      'of other names',
      JSON.parse('[{"__proto__":{"rating":1}},{"constructor":1},{"rating":3}]'),
      [null, null, 3],
      false,
    ],
  ])('gives nulls where they are %s', async (_what, entities, expected, isTold) => {
    const [given, errors = []] = await ratings(entities);
    expect(given).toEqual(expected);
    expect(({} as { rating?: unknown }).rating).toBeUndefined();
    // Null, and a field that is left out, are answers that a subgraph may give.
    expect(errors.some(({ extensions }) => extensions['subgraph'] === 'vendor')).toBe(isTold);
  });

  test('takes the product away where a field may not be null', async () => {
    vendor.answer = (response) => send(response, { data: { _entities: [{ label: 'A' }, null, { label: 'C' }] } });
    const { body } = await ask('{ a: product(id: "p1") { label } b: product(id: "p2") { label } }');
    expect(body.data?.['b']).toBeNull();
  });
});

describe('memory', () => {
  setFlagsFromString('--expose-gc');
  const collectGarbage = runInNewContext('gc') as () => void;

  /** Bytes that are held now, after all that can be given back was. */
  async function heldBytes(): Promise<number> {
    for (let turn = 0; turn < 3; turn += 1) {
      await new Promise((resolve) => setImmediate(resolve));
      collectGarbage();
    }
    const { heapUsed, external } = process.memoryUsage();
    return heapUsed + external;
  }

  test('is back at its level after answers of 100 MB, of which little more than the limit is read', async () => {
    vendor.answer = (response) => flood(response, 100_000_000);
    await ask('{ offer }');
    const before = await heldBytes();
    vendor.bytesSent = 0;
    const count = 10;
    for (let turn = 0; turn < count; turn += 1) {
      expect((await ask('{ offer }')).body.errors?.[0]?.extensions).toMatchObject({ code: invalid });
    }
    // What the sockets hold between the two is sent, too.
    expect(vendor.bytesSent / count).toBeLessThan(maxAnswer + 16 * 1024 * 1024);
    expect((await heldBytes()) - before).toBeLessThan(10 * 1024 * 1024);
  });
});

describe('a subscription at a hostile subgraph', () => {
  async function firstResult() {
    await using client = openWsClient(gateway.url);
    const { value } = (await client.results('subscription { offered }').next()) as { value?: Answer['body'] };
    return value?.errors?.[0];
  }

  /** Acknowledges the connection, and says `message` to the subscription. */
  function serve(message: (id: string) => string): (socket: WebSocket) => void {
    return (socket) =>
      socket.on('message', (bytes: Buffer) => {
        const { type, id } = JSON.parse(bytes.toString()) as { type: string; id: string };
        if (type === 'connection_init') socket.send('{"type":"connection_ack"}');
        if (type === 'subscribe') socket.send(message(id));
      });
  }

  test.each([
    ['never acknowledges', () => undefined, 'SUBSCRIPTION_INTERRUPTED'],
    ['hangs up', (socket: WebSocket) => socket.terminate(), 'SUBSCRIPTION_INTERRUPTED'],
    ['sends garbage', serve(() => 'garbage'), invalid],
    ['sends garbage at once', (socket: WebSocket) => socket.send('garbage'), invalid],
    ['sends a huge message', serve(() => 'a'.repeat(2 * maxAnswer)), invalid],
    ['sends another id', serve((id) => `{"type":"next","id":"${id}x","payload":{"data":{}}}\u0000`), invalid],
    ['sends a result of no shape', serve((id) => JSON.stringify({ type: 'next', id, payload: { data: 7 } })), invalid],
  ])('ends with an error that names it where it %s', async (_how, socket, code) => {
    vendor.socket = socket;
    expect(await firstResult()).toMatchObject({
      message: expect.stringContaining('"vendor"'),
      extensions: { code, subgraph: 'vendor' },
    });
  });

  test.each([
    [
      'never ends its headers',
      (response: ServerResponse) => void response.socket?.write('HTTP/1.1 200 OK\r\nx-a: '),
      'SUBSCRIPTION_INTERRUPTED',
    ],
    ['sends JSON', (response: ServerResponse) => send(response, { data: { offered: 'x' } }), invalid],
    [
      'sends an event without an end',
      (response: ServerResponse) => {
        response.writeHead(200, { 'content-type': 'text/event-stream' });
        flood(response, 100_000_000);
      },
      invalid,
    ],
  ])('the same over server-sent events, where it %s', async (_how, answer, code) => {
    await using resources = new AsyncDisposableStack();
    const other = await start({ subscriptionProtocols: new Map([['vendor', 'sse']]) });
    resources.defer(() => other.stop());
    vendor.answer = answer;
    await using client = openWsClient(other.url);
    const { value } = await client.results('subscription { offered }').next();
    expect((value as Answer['body']).errors?.[0]).toMatchObject({
      message: expect.stringContaining('"vendor"'),
      extensions: { code, subgraph: 'vendor' },
    });
  });
});

test('a subgraph that fails again and again is left alone, and its part of the answer fails at once', async () => {
  await using resources = new AsyncDisposableStack();
  const guarded = await start({ hasCircuitBreakers: true, subgraphRetries: 0, isSharingSubgraphRequests: false });
  resources.defer(() => guarded.stop());
  vendor.answer = (response) => response.socket?.resetAndDestroy();
  for (let turn = 0; turn < 25; turn += 1) await ask('{ offer }', guarded.url);
  expect(vendor.requests).toBeLessThan(25);
  const { body } = await ask('{ offer products { id } }', guarded.url);
  expect(body.data).toMatchObject({ offer: null, products: [{}, {}, {}] });
  expect(body.errors?.[0]).toMatchObject({
    message: expect.stringContaining('failed too often just now'),
    extensions: { code: unavailable, subgraph: 'vendor' },
  });
});
