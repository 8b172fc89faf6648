import { once } from 'node:events';
import { createServer, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, beforeEach, describe, expect, jest, test } from '@jest/globals';
import { buildSchema } from 'graphql';
import { createHandler } from 'graphql-sse/lib/use/http';
import { sendJson, startHttpStub, type HttpStub } from '../../test/support/http-stub.ts';
import { recordUpstream } from '../../test/support/upstream-recorder.ts';
import { startEventStreamClient } from './event-stream.client.ts';
import type { SubscriptionClient } from './subscription.client.ts';

const query = 'subscription { noted { text } }';
const event = (value: unknown) => `event: next\ndata: ${JSON.stringify(value)}\n\n`;
const complete = 'event: complete\ndata:\n\n';

let client: SubscriptionClient;

beforeEach(() => {
  client = startEventStreamClient({ acknowledgeTimeout: 500, maxEvent: 10_000 });
});

afterEach(async () => {
  jest.useRealTimers();
  await client.stop();
});

function openStream(response: ServerResponse, text = ''): void {
  response.writeHead(200, { 'content-type': 'text/event-stream; charset=utf-8' });
  response.flushHeaders();
  response.write(text);
}

function subscribe({ endpoint }: HttpStub) {
  const recorder = recordUpstream();
  const unsubscribe = client.subscribe(
    { endpoint, query, headers: { authorization: 'Bearer x', 'x-tenant': 't' } },
    recorder.sink,
  );
  return { ...recorder, unsubscribe };
}

function fault(message: string) {
  const extensions = expect.objectContaining({ code: 'SUBGRAPH_ANSWER_INVALID', subgraph: 'stub' });
  return { error: [{ message: expect.stringContaining(message), extensions }] };
}

function drop(message: string) {
  return { error: expect.objectContaining({ message: expect.stringContaining(message) }) };
}

describe('a subscription over server-sent events', () => {
  test('brings its events until it is complete', async () => {
    const [one, other] = [{ data: { noted: { text: '一' } } }, { data: { noted: null }, errors: [{ message: 'No.' }] }];
    await using stub = await startHttpStub((response) => {
      openStream(response, `: hello\n\n${event(one)}`);
      response.write(`${event(other)}event: unknown\ndata: x\n\n${complete}${event(one)}`);
    });
    const { until } = subscribe(stub);
    expect(await until(4)).toEqual(['connected', one, other, 'complete']);
    const { headers, body } = stub.requests[0]!;
    expect(headers).toMatchObject({ accept: 'text/event-stream', authorization: 'Bearer x', 'x-tenant': 't' });
    expect(JSON.parse(body)).toEqual({ query });
  });

  test('is known as connected before the first event', async () => {
    await using stub = await startHttpStub((response) => openStream(response));
    expect(await subscribe(stub).until(1)).toEqual(['connected']);
  });

  test('ends at the subgraph where it is ended here', async () => {
    const closed = Promise.withResolvers<unknown>();
    await using stub = await startHttpStub((response) => {
      response.on('close', closed.resolve);
      openStream(response);
    });
    const { until, told, unsubscribe } = subscribe(stub);
    await until(1);
    unsubscribe();
    await closed.promise;
    expect(told).toEqual(['connected']);
  });

  test('is dropped where the stream ends by itself or breaks', async () => {
    await using stub = await startHttpStub((response, { index }) => {
      openStream(response);
      if (index === 0) response.end();
      else response.socket?.end();
    });
    expect(await subscribe(stub).until(2)).toEqual(['connected', drop('ended without being completed')]);
    expect(await subscribe(stub).until(2)).toEqual(['connected', drop('closed before the answer was complete')]);
  });

  test('is dropped where signs of life stop coming', async () => {
    const sent = Promise.withResolvers<ServerResponse>();
    await using stub = await startHttpStub((response) => {
      openStream(response);
      sent.resolve(response);
    });
    const { until, told } = subscribe(stub);
    const response = await sent.promise;
    await until(1);
    jest.useFakeTimers({ doNotFake: ['setImmediate', 'nextTick', 'queueMicrotask'] });
    await jest.advanceTimersByTimeAsync(3_600_000);
    expect(told).toEqual(['connected']);
    response.write(`: ping\n\n${event({})}`);
    await until(2);
    await jest.advanceTimersByTimeAsync(44_000);
    expect(told).toEqual(['connected', {}]);
    await jest.advanceTimersByTimeAsync(1_000);
    expect(told).toEqual(['connected', {}, drop('fell silent')]);
  });
});

test('a subscription is understood by a server of graphql-sse', async () => {
  const schema = buildSchema('type Query { a: Int } type Subscription { counted(upTo: Int): Int }');
  schema.getSubscriptionType()!.getFields()['counted']!.subscribe = async function* (_root, { upTo }) {
    for (let count = 1; count <= upTo; count += 1) yield { counted: count };
  };
  const handler = createHandler({ schema });
  const server = createServer((request, response) => void handler(request, response)).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const endpoint = { name: 'stub', url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/` };
  const count = (field: string) => {
    const recorder = recordUpstream();
    client.subscribe({ endpoint, query: `subscription ($n: Int) { ${field} }`, variables: { n: 2 } }, recorder.sink);
    return recorder;
  };
  const counts = [1, 2].map((counted) => ({ data: { counted } }));
  expect(await count('counted(upTo: $n)').until(4)).toEqual(['connected', ...counts, 'complete']);
  const refusal = { error: [expect.objectContaining({ message: expect.stringContaining('Cannot query field') })] };
  expect(await count('nothing(upTo: $n)').until(2)).toEqual(['connected', refusal]);
  server.close();
});

describe('a subgraph that will not have a subscription', () => {
  test.each([200, 400, 500])('says so in GraphQL with status %i', async (status) => {
    const errors = [{ message: 'No.', extensions: { code: 'VENDOR' } }];
    await using stub = await startHttpStub((response) => sendJson(response, { errors }, status));
    const extensions = { code: 'VENDOR', subgraph: 'stub' };
    expect(await subscribe(stub).until(1)).toEqual([{ error: [{ message: 'No.', extensions }] }]);
  });

  test.each([
    ['an answer', 200, '{"data":{}}', 'it is no event stream'],
    ['a page', 200, '<p>Hello.</p>', 'a body that is not JSON'],
    ['another page', 404, '<p>No.</p>', 'HTTP status 404'],
    ['a redirect', 307, '', 'it redirects'],
    ['a page without an end', 200, ' '.repeat(2_000_000), 'a body that is not JSON'],
  ])('gives %s instead', async (_what, status, body, message) => {
    await using stub = await startHttpStub((response) => response.writeHead(status).end(body));
    expect(await subscribe(stub).until(1)).toEqual([fault(message)]);
  });

  test.each([429, 500, 503])('may have it later: status %i', async (status) => {
    await using stub = await startHttpStub((response) => response.writeHead(status).end('<p>No.</p>'));
    expect(await subscribe(stub).until(1)).toEqual([drop(`HTTP status ${status}`)]);
  });
});

describe('a subgraph that does not keep to the protocol', () => {
  test.each([
    [
      'never ends its headers',
      (response: ServerResponse) => void response.socket?.write('HTTP/1.1 200 OK\r\nx-a: b\r\n'),
    ],
    ['never answers', () => undefined],
  ])('is given up where it %s', async (_how, answer) => {
    await using stub = await startHttpStub(answer);
    expect(await subscribe(stub).until(1)).toEqual([drop('did not answer in time')]);
  });

  test.each([
    ['that is not JSON', 'event: next\ndata: {"data":\n\n', 'an event is not JSON'],
    ['without an end', `event: next\ndata: ${'a'.repeat(20_000)}`, 'larger than 10000 characters'],
  ])('is refused with an event %s', async (_what, text, message) => {
    const closed = Promise.withResolvers<unknown>();
    await using stub = await startHttpStub((response) => {
      response.on('close', closed.resolve);
      openStream(response, text);
    });
    expect(await subscribe(stub).until(2)).toEqual(['connected', fault(message)]);
    await closed.promise;
  });

  test('is dropped where nothing listens', async () => {
    const stub = await startHttpStub(() => undefined);
    await stub[Symbol.asyncDispose]();
    expect(await subscribe(stub).until(1)).toEqual([drop('ECONNREFUSED')]);
  });
});
