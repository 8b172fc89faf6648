import { get, type IncomingMessage } from 'node:http';
import { connect } from 'node:net';
import { describe, expect, test } from '@jest/globals';
import { engines, startFixture } from './gateway.fixture.ts';

const html = { accept: 'text/html,application/xhtml+xml' };

describe('a subgraph that is down', () => {
  test.each(engines)('gives nulls and an error with its name on %s; the rest stands', async (engine) => {
    await using fixture = await startFixture({ config: { engine } });
    await fixture.notes.stop();
    const { status, body } = await fixture.query('{ product(id: "p1") { name freight } }');
    expect(status).toBe(200);
    expect(body.data).toEqual({ product: { name: 'Kettle', freight: null } });
    expect(body.errors).toEqual([
      {
        message: expect.stringContaining('"notes"'),
        path: ['product'],
        extensions: { code: 'SUBGRAPH_UNAVAILABLE', subgraph: 'notes' },
      },
    ]);
  });

  test.each(engines)('shows at each of its root fields on %s', async (engine) => {
    await using fixture = await startFixture({ config: { engine } });
    await fixture.shop.stop();
    const { body } = await fixture.query('{ a: product(id: "p1") { id } b: slow }');
    expect(body.data).toEqual({ a: null, b: null });
    expect(body.errors?.map(({ path }) => path)).toEqual([['a'], ['b']]);
  });

  test.each(engines)('is given up after the time limit on %s', async (engine) => {
    await using fixture = await startFixture({
      config: { engine, subgraphTimeout: 100 },
      slow: new Promise<never>(() => undefined),
    });
    const { body } = await fixture.query('{ slow }');
    expect(body.errors?.[0]?.message).toContain('no answer within 100 ms');
  });
});

describe('health', () => {
  test('is live at once, and ready only while every subgraph answers', async () => {
    await using fixture = await startFixture();
    expect(await (await fixture.get('/health/live')).json()).toEqual({ status: 'live' });
    const ready = await fixture.get('/health/ready');
    expect([ready.status, await ready.json()]).toEqual([
      200,
      {
        status: 'ready',
        subgraphs: [
          { name: 'notes', state: 'up' },
          { name: 'shop', state: 'up' },
        ],
      },
    ]);
    await fixture.notes.stop();
    await expectStatus(async () => (await fixture.get('/health/ready')).status, 503);
    const body = (await (await fixture.get('/health/ready')).json()) as { subgraphs: unknown[] };
    expect(body.subgraphs).toContainEqual({ name: 'notes', state: 'down', reason: expect.stringContaining('notes') });
  });
});

describe('a request', () => {
  test('with a body over the limit is refused in GraphQL form', async () => {
    await using fixture = await startFixture({ config: { maxBody: 1024 } });
    const { status, body } = await fixture.query(`{ products { id } } # ${'x'.repeat(2_000)}`);
    expect(status).toBe(413);
    expect(body.errors?.[0]).toEqual({
      message: expect.stringContaining('1024 bytes'),
      extensions: { code: 'REQUEST_TOO_LARGE' },
    });
  });

  test('to no known path is told where GraphQL is', async () => {
    await using fixture = await startFixture();
    const response = await fixture.get('/nothing');
    expect([response.status, await response.json()]).toEqual([
      404,
      { errors: [{ message: expect.stringContaining('/graphql'), extensions: { code: 'BAD_REQUEST' } }] },
    ]);
  });

  test('with faults of the client shows their code and no stack trace', async () => {
    await using fixture = await startFixture();
    const { status, body } = await fixture.query('{ productz { id } }');
    expect(status).toBe(400);
    expect(body.errors?.[0]?.extensions).toEqual({ code: 'GRAPHQL_VALIDATION_FAILED' });
  });

  test('by GET is answered, but not for a page of another site', async () => {
    await using fixture = await startFixture();
    const path = `/graphql?query=${encodeURIComponent('{ product(id: "p1") { name } }')}`;
    const answer = { data: { product: { name: 'Kettle' } } };
    const asked = [
      {},
      { 'sec-fetch-site': 'same-origin' },
      { 'sec-fetch-site': 'cross-site', 'sec-fetch-mode': 'navigate' },
    ];
    for (const headers of asked) expect((await getPlain(fixture.gateway, path, headers)).body).toEqual(answer);
    fixture.shop.calls.length = 0;
    const { status, body } = await getPlain(fixture.gateway, path, {
      'sec-fetch-site': 'cross-site',
      'sec-fetch-mode': 'no-cors',
    });
    expect([status, body]).toEqual([
      403,
      { errors: [{ message: expect.any(String), extensions: { code: 'CROSS_SITE_REFUSED' } }] },
    ]);
    expect(fixture.shop.calls).toEqual([]);
  });

  test('with a bad token is told how to send a good one', async () => {
    await using fixture = await startFixture();
    const response = await fixture.get('/graphql?query={__typename}', { authorization: 'Basic abc' });
    expect([response.status, response.headers.get('www-authenticate')]).toEqual([401, 'Bearer']);
  });

  test.each(['br', 'gzip'])(
    'that accepts %s gets a long answer compressed, and a short one as it is',
    async (coding) => {
      await using fixture = await startFixture();
      const headers = { 'accept-encoding': coding };
      const get = (query: string) => fixture.get(`/graphql?query=${encodeURIComponent(query)}`, headers);
      const [long, short] = [
        await get('{ __schema { types { name description fields { name } } } }'),
        await get('{ __typename }'),
      ];
      expect([long.headers.get('content-encoding'), short.headers.get('content-encoding')]).toEqual([coding, null]);
      expect(await long.json()).toMatchObject({ data: { __schema: { types: expect.any(Array) } } });
    },
  );

  test('is answered as it is where the gateway does not compress', async () => {
    await using fixture = await startFixture({ config: { isCompressing: false } });
    const response = await fixture.get('/graphql?query={__schema{types{name,description}}}');
    expect(response.headers.get('content-encoding')).toBeNull();
  });
});

describe('GraphiQL', () => {
  test('is served to browsers with every asset from here', async () => {
    await using fixture = await startFixture();
    const page = await fixture.get('/graphql', html);
    expect(page.headers.get('content-type')).toContain('text/html');
    expect(page.headers.get('content-security-policy')).toContain("default-src 'self'");
    const assets = [...(await page.text()).matchAll(/(?:src|href)="([^"]+)"/g)].map(([, path]) => path ?? '');
    expect(assets.length).toBeGreaterThan(5);
    for (const path of assets.filter((asset) => !asset.startsWith('data:'))) {
      expect(path).toMatch(/^\/graphiql\//);
      const asset = await fixture.get(path);
      expect([path, asset.status]).toEqual([path, 200]);
      expect(asset.headers.get('content-type')).toMatch(/^text\/(css|javascript)/);
      expect(await asset.text()).not.toMatch(/url\(["']?https?:/);
    }
  });
});

describe('a message over the limit', () => {
  test('closes its socket only', async () => {
    await using fixture = await startFixture({ config: { maxMessage: 1024 } });
    const query = `{ products { id } } # ${'x'.repeat(2_000)}`;
    await expect(fixture.socket().iterate({ query }).next()).rejects.toMatchObject({ code: 1009 });
    expect((await fixture.query('{ products { id } }')).status).toBe(200);
  });

  test('is no way in on another path', async () => {
    await using fixture = await startFixture();
    const socket = connect(fixture.gateway.port, '127.0.0.1');
    socket.write(
      'GET /other HTTP/1.1\r\nHost: x\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n' +
        'Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n',
    );
    const [answer] = (await socket.toArray()) as Buffer[];
    expect(String(answer)).toContain('404');
  });
});

async function expectStatus(status: () => Promise<number>, expected: number): Promise<void> {
  const deadline = Date.now() + 5_000;
  let last = await status();
  while (last !== expected && Date.now() < deadline) last = await status();
  expect(last).toBe(expected);
}

/** What `fetch` will not let a client write: headers of a browser. */
async function getPlain({ port }: { port: number }, path: string, headers: Record<string, string>) {
  const { promise, resolve, reject } = Promise.withResolvers<IncomingMessage>();
  get({ port, path, headers: { accept: 'application/json', ...headers } }, resolve).on('error', reject);
  const response = await promise;
  const text = Buffer.concat((await response.toArray()) as Buffer[]).toString();
  return { status: response.statusCode, body: JSON.parse(text) as unknown };
}
