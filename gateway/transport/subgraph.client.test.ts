import type { ServerResponse } from 'node:http';
import { brotliCompressSync, deflateRawSync, deflateSync, gzipSync, zstdCompressSync } from 'node:zlib';
import { describe, expect, test } from '@jest/globals';
import { sendJson, startHttpStub } from '../../test/support/http-stub.ts';
import { createReadEpoch } from '../cache/read-epoch.ts';
import type { SubgraphAnswer } from './subgraph-answer.ts';
import { startSubgraphClient, type SubgraphClient, type SubgraphClientOptions } from './subgraph.client.ts';

const query = { query: '{ name }' };
const answer = { data: { name: 'Kettle' } };

function startClient(options: Partial<SubgraphClientOptions> = {}): SubgraphClient & AsyncDisposable {
  const client = startSubgraphClient({
    timeout: 5_000,
    timeouts: new Map(),
    connections: 64,
    maxAnswer: 100_000,
    compression: 'auto',
    retries: 0,
    hasCircuitBreakers: true,
    logger: { warn: () => undefined },
    isSharing: true,
    epoch: createReadEpoch(),
    ...options,
  });
  return { ...client, [Symbol.asyncDispose]: () => client.stop() };
}

async function faultOf(sent: Promise<SubgraphAnswer>): Promise<Record<string, unknown>> {
  const error = await sent.then(
    (got) => expect(got).toBeUndefined(),
    (thrown: unknown) => thrown as Error,
  );
  return { ...(error as unknown as { extensions: object }).extensions, message: (error as Error).message };
}

describe('a request to a subgraph', () => {
  test('says what it takes, and goes over connections that are kept', async () => {
    await using stub = await startHttpStub((response) => sendJson(response, answer));
    await using client = startClient();
    for (let turn = 0; turn < 10; turn += 1) {
      const got = await client.send(stub.endpoint, { ...query, variables: { a: 1 } }, { headers: { 'x-a': 'b' } });
      expect(got).toEqual(answer);
    }
    // undici looks at a connection for one turn of the event loop before it uses it again, and opens another meanwhile.
    expect(stub.connections()).toBeLessThanOrEqual(2);
    const [{ headers, body }] = stub.requests as [(typeof stub.requests)[0]];
    expect(headers).toMatchObject({
      'x-a': 'b',
      'content-type': 'application/json',
      accept: 'application/graphql-response+json, application/json',
    });
    expect(headers).not.toHaveProperty('accept-encoding');
    expect(JSON.parse(body)).toEqual({ query: '{ name }', variables: { a: 1 } });
  });

  test('carries the body that the caller wrote', async () => {
    await using stub = await startHttpStub((response) => sendJson(response, answer));
    await using client = startClient();
    await client.send(stub.endpoint, { ...query, bodyText: '{"query":"{ name }","variables":{}}' });
    expect(stub.requests[0]?.body).toBe('{"query":"{ name }","variables":{}}');
  });

  test('is over after the time of its subgraph, however many bytes still drip in', async () => {
    await using stub = await startHttpStub((response) => {
      response.writeHead(200, { 'content-type': 'application/json' });
      const drip = setInterval(() => response.write(' '), 10);
      response.on('close', () => clearInterval(drip));
    });
    await using client = startClient({ timeouts: new Map([['stub', 150]]) });
    const began = performance.now();
    expect(await faultOf(client.send(stub.endpoint, query))).toMatchObject({
      code: 'SUBGRAPH_UNAVAILABLE',
      subgraph: 'stub',
      message: expect.stringContaining('no answer within 150 ms'),
    });
    expect(performance.now() - began).toBeLessThan(3_000);
  });
});

describe('an answer that is shared', () => {
  test('is fetched once, and each reader gets values of its own', async () => {
    await using stub = await startHttpStub((response) => sendJson(response, answer));
    await using client = startClient();
    const [one, other] = await Promise.all([client.send(stub.endpoint, query), client.send(stub.endpoint, query)]);
    expect(stub.requests).toHaveLength(1);
    expect(one).toEqual(answer);
    expect(other).toEqual(answer);
    expect(other.data).not.toBe(one.data);
  });

  test('never is one of a mutation, nor one from before a mutation', async () => {
    const { promise: held, resolve: release } = Promise.withResolvers<unknown>();
    await using stub = await startHttpStub((response, { body, index }) => {
      const reply = () => sendJson(response, { data: { name: String(index) } });
      if (body.includes('mutation')) reply();
      else void held.then(reply);
    });
    await using client = startClient();
    const before = client.send(stub.endpoint, query);
    await client.send(stub.endpoint, { query: 'mutation { name }' });
    const after = client.send(stub.endpoint, query);
    release(undefined);
    expect([(await before).data, (await after).data]).toEqual([{ name: '0' }, { name: '2' }]);
  });

  test.each([
    ['a header', { headers: { authorization: 'one' } }, { headers: { authorization: 'other' } }],
    ['where a header ends', { headers: { a: '1","b","2' } }, { headers: { a: '1', b: '2' } }],
  ])('is not shared by requests that differ in %s', async (_what, one, other) => {
    await using stub = await startHttpStub((response, { headers }) =>
      sendJson(response, { data: { a: headers.authorization ?? headers['a'] } }),
    );
    await using client = startClient();
    const answers = await Promise.all([one, other].map((options) => client.send(stub.endpoint, query, options)));
    expect(stub.requests).toHaveLength(2);
    expect(answers[0]).not.toEqual(answers[1]);
  });
});

describe('an answer that is compressed', () => {
  const text = JSON.stringify(answer);

  test.each([
    ['br', brotliCompressSync],
    ['gzip', gzipSync],
    ['deflate', deflateSync],
    ['deflate', deflateRawSync],
    ['zstd', zstdCompressSync],
  ] as const)('is read: %s', async (encoding, compress) => {
    await using stub = await startHttpStub((response) => {
      response.writeHead(200, { 'content-encoding': encoding }).end(compress(text));
    });
    await using client = startClient({ compression: 'on' });
    expect(await client.send(stub.endpoint, query)).toEqual(answer);
    expect(stub.requests[0]?.headers['accept-encoding']).toContain(encoding);
  });

  test.each([
    ['grows beyond the limit', 'gzip', gzipSync(`{"data":{"name":"${'a'.repeat(10_000_000)}"}}`), 'larger than'],
    ['is cut off', 'gzip', gzipSync(text).subarray(0, -9), 'gzip compression is broken'],
    ['is none', 'br', Buffer.from(text), 'br compression is broken'],
    ['nobody asked for', 'compress', Buffer.from(text), 'did not ask for'],
    ['says so twice', ['gzip', 'gzip'], gzipSync(text), 'did not ask for'],
  ])('is refused where it %s', async (_how, encoding, bytes, message) => {
    await using stub = await startHttpStub((response) => {
      response.setHeader('content-encoding', encoding).end(bytes);
    });
    await using client = startClient();
    expect(await faultOf(client.send(stub.endpoint, query))).toMatchObject({
      code: 'SUBGRAPH_ANSWER_INVALID',
      subgraph: 'stub',
      message: expect.stringContaining(message),
    });
  });
});

describe('an answer with a status', () => {
  test.each([200, 400, 500, 503])('%i is read where it is a GraphQL response', async (status) => {
    const errors = [{ message: 'No.', extensions: { code: 'VENDOR' } }];
    await using stub = await startHttpStub((response) => sendJson(response, { data: null, errors }, status));
    await using client = startClient();
    const got = await client.send(stub.endpoint, query);
    expect(got).toEqual({ data: null, errors: [{ message: 'No.', extensions: { code: 'VENDOR', subgraph: 'stub' } }] });
  });

  test.each([
    [200, 'SUBGRAPH_ANSWER_INVALID'],
    [404, 'SUBGRAPH_ANSWER_INVALID'],
    [429, 'SUBGRAPH_UNAVAILABLE'],
    [500, 'SUBGRAPH_UNAVAILABLE'],
    [503, 'SUBGRAPH_UNAVAILABLE'],
  ])('%i is %s where it is anything else', async (status, code) => {
    await using stub = await startHttpStub((response, { index }) => {
      response.writeHead(status, { 'content-type': 'text/html' }).end(index === 0 ? '<p>No.</p>' : '{"error":"No."}');
    });
    await using client = startClient();
    for (const _turn of ['no JSON', 'no GraphQL response']) {
      expect(await faultOf(client.send(stub.endpoint, query))).toMatchObject({ code, subgraph: 'stub' });
    }
  });

  test.each([301, 302, 307, 308])('%i is not followed', async (status) => {
    await using target = await startHttpStub((response) => sendJson(response, answer));
    await using stub = await startHttpStub((response) => {
      response.writeHead(status, { location: target.endpoint.url }).end(JSON.stringify(answer));
    });
    await using client = startClient();
    const fault = await faultOf(client.send(stub.endpoint, query));
    expect(fault).toMatchObject({ code: 'SUBGRAPH_ANSWER_INVALID', message: expect.stringContaining('it redirects') });
    expect(target.requests).toEqual([]);
  });
});

describe('an answer that is too large', () => {
  test('is given up by what it says of itself, and as it comes', async () => {
    let sent = 0;
    await using stub = await startHttpStub((response, { index }) => {
      const size = 50_000_000;
      response.writeHead(200, index === 0 ? { 'content-length': size } : {});
      const chunk = Buffer.alloc(50_000, 0x20);
      const more = (): void => {
        while (!response.destroyed && sent < size) {
          sent += chunk.length;
          if (!response.write(chunk)) return;
        }
      };
      response.on('drain', more);
      more();
    });
    await using client = startClient();
    for (const _turn of ['with its length', 'without']) {
      sent = 0;
      expect(await faultOf(client.send(stub.endpoint, query))).toMatchObject({
        code: 'SUBGRAPH_ANSWER_INVALID',
        message: expect.stringContaining('larger than 100000 bytes'),
      });
      expect(sent).toBeLessThan(20_000_000);
    }
  });
});

describe('whoever has less time than the request may take', () => {
  test('stops waiting, while others get the same answer', async () => {
    const held: ServerResponse[] = [];
    await using stub = await startHttpStub((response) => void held.push(response));
    await using client = startClient();
    const hurried = client.send(stub.endpoint, query, { deadline: performance.now() + 30 });
    const patient = client.send(stub.endpoint, query);
    expect(await faultOf(hurried)).toMatchObject({
      code: 'SUBGRAPH_UNAVAILABLE',
      subgraph: 'stub',
      message: expect.stringContaining('the whole operation'),
    });
    for (const response of held) sendJson(response, answer);
    expect(await patient).toEqual(answer);
    expect(stub.requests).toHaveLength(1);
  });

  test('gets the answer that comes in time', async () => {
    await using stub = await startHttpStub((response) => sendJson(response, answer));
    await using client = startClient();
    expect(await client.send(stub.endpoint, query, { deadline: performance.now() + 4_000 })).toEqual(answer);
  });

  test('and none left sends nothing', async () => {
    await using stub = await startHttpStub((response) => sendJson(response, answer));
    await using client = startClient();
    const mutation = { query: 'mutation { rename }' };
    expect(await faultOf(client.send(stub.endpoint, mutation, { deadline: performance.now() }))).toMatchObject({
      code: 'SUBGRAPH_UNAVAILABLE',
    });
    expect(stub.requests).toHaveLength(0);
  });
});

describe('a connection that breaks', () => {
  test.each([
    ['before the answer', ''],
    ['in its headers', 'HTTP/1.1 200 OK\r\nconte'],
    ['in its body', 'HTTP/1.1 200 OK\r\ncontent-length: 100\r\n\r\n{"data":{'],
    ['in a chunk', 'HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n64\r\n{"data":{'],
  ])('%s leaves no half answer', async (_when, bytes) => {
    await using stub = await startHttpStub((response) => {
      response.socket?.write(bytes, () => response.socket?.resetAndDestroy());
    });
    await using client = startClient();
    expect(await faultOf(client.send(stub.endpoint, query))).toMatchObject({
      code: 'SUBGRAPH_UNAVAILABLE',
      subgraph: 'stub',
    });
  });

  test('with something that is not HTTP is said to be that', async () => {
    await using stub = await startHttpStub((response) => void response.socket?.end('220 mail.example.org ESMTP\r\n'));
    await using client = startClient();
    expect(await faultOf(client.send(stub.endpoint, query))).toMatchObject({
      code: 'SUBGRAPH_ANSWER_INVALID',
      message: expect.stringContaining('not HTTP'),
    });
  });
});
