import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { serverAudits } from 'graphql-http';
import { engines, startFixture, type GatewayFixture } from './gateway.fixture.ts';

const json = 'application/json';
const responseJson = 'application/graphql-response+json';

describe.each(engines)('GraphQL over HTTP (%s)', (engine) => {
  let fixture: GatewayFixture;
  beforeAll(async () => {
    fixture = await startFixture({ config: { engine } });
  });
  afterAll(async () => fixture[Symbol.asyncDispose]());

  const audits = serverAudits({ url: () => fixture.gateway.url });

  test('has 61 audits', () => expect(audits).toHaveLength(61));

  test.each(audits.map(({ id, name, fn }) => [id, name, fn] as const))('%s %s', async (_id, _name, audit) => {
    const result = await audit();
    expect(result).toMatchObject({ status: 'ok' });
  });
});

describe('a GraphQL request', () => {
  let fixture: GatewayFixture;
  beforeAll(async () => {
    fixture = await startFixture({ config: { maxTokens: 100, maxDepth: 5, maxFields: 100 } });
  });
  afterAll(async () => fixture[Symbol.asyncDispose]());

  function post(body: unknown, headers: Record<string, string> = {}): Promise<Response> {
    const text = typeof body === 'string' ? body : JSON.stringify(body);
    return fetch(fixture.gateway.url, { method: 'POST', headers: { 'content-type': json, ...headers }, body: text });
  }

  async function faultOf(response: Response): Promise<{ code: unknown; message: string }> {
    const { errors } = (await response.json()) as { errors: { message: string; extensions: { code: unknown } }[] };
    expect(errors).toHaveLength(1);
    return { message: errors[0]?.message ?? '', code: errors[0]?.extensions.code };
  }

  const search = (parameters: Record<string, string>) => `/graphql?${String(new URLSearchParams(parameters))}`;

  test.each([
    [undefined, json],
    ['*/*', json],
    ['application/*', json],
    [`${responseJson}, ${json}`, responseJson],
    [`${json}, ${responseJson}`, responseJson],
    [`${responseJson};q=0.5, ${json}`, json],
    [`${responseJson}, ${json};q=0.9`, responseJson],
    [`${json};q=0, */*`, responseJson],
    [`${json}; charset=utf-8`, json],
    ['text/html, */*;q=0.1', json],
  ])('that accepts %s is answered as %s', async (accept, type) => {
    const response = await post({ query: '{ __typename }' }, accept === undefined ? {} : { accept });
    expect([response.status, response.headers.get('content-type')]).toEqual([200, `${type}; charset=utf-8`]);
    expect(response.headers.get('cache-control')).toBe('no-store');
    expect(await response.json()).toEqual({ data: { __typename: 'Query' } });
  });

  test.each(['text/plain', 'application/json;q=0', 'image/*'])('that accepts %s only is a 406', async (accept) => {
    const response = await post({ query: '{ __typename }' }, { accept });
    expect([response.status, (await faultOf(response)).code]).toEqual([406, 'NOT_ACCEPTABLE']);
  });

  test.each([
    { 'content-type': 'text/plain' },
    { 'content-type': 'application/x-www-form-urlencoded' },
    { 'content-type': 'multipart/form-data; boundary=x' },
    { 'content-type': 'application/json; charset=gbk' },
    { 'content-encoding': 'gzip' },
  ])('with %j is a 415', async (headers: Record<string, string>) => {
    const response = await post({ query: '{ __typename }' }, headers);
    expect([response.status, (await faultOf(response)).code]).toEqual([415, 'UNSUPPORTED_MEDIA_TYPE']);
  });

  test.each([
    ['{ "query": ', /not JSON/],
    ['"{ __typename }"', /no JSON object/],
    ['{}', /"query" is missing/],
    ['{"query":""}', /"query" is missing/],
    ['{"query":1}', /"query" is a JSON number/],
    ['[{"query":"{ __typename }"}]', /Batches/],
  ])('that reads %s is a 400', async (body, message) => {
    const response = await post(body);
    expect(response.status).toBe(400);
    expect(await faultOf(response)).toEqual({ code: 'BAD_REQUEST', message: expect.stringMatching(message) });
  });

  test('takes variables and the name of its operation', async () => {
    const query = 'query A { __typename } query B($id: ID!) { product(id: $id) { name } }';
    const answer = await (await post({ query, operationName: 'B', variables: { id: 'p1' }, extensions: {} })).json();
    expect(answer).toEqual({ data: { product: { name: 'Kettle' } } });
    const path = search({ query, operationName: 'B', variables: '{"id":"p1"}' });
    expect(await (await fixture.get(path)).json()).toEqual(answer);
  });

  const deep = `{ product(id: "p1") ${'{ notes { product '.repeat(3)}{ id }${' } }'.repeat(3)} }`;
  const many = `{ products { ...a } } ${[...'abcdef'].map((name, at) => `fragment ${name} on Product { id ...${'bcdefg'[at]} ...${'bcdefg'[at]} }`).join(' ')} fragment g on Product { id name }`;

  test.each([
    ['{ nothing }', 'GRAPHQL_VALIDATION_FAILED'],
    ['{ products { id }', 'GRAPHQL_PARSE_FAILED'],
    ['query A { __typename } query B { __typename }', 'OPERATION_RESOLUTION_FAILURE'],
    ['query ($id: ID!) { product(id: $id) { name } }', 'BAD_USER_INPUT'],
    ['{ products { ... @defer { name } } }', 'INCREMENTAL_DELIVERY_NOT_SUPPORTED'],
    ['{ products @stream { name } }', 'INCREMENTAL_DELIVERY_NOT_SUPPORTED'],
    [`{ ${'products { id } '.repeat(30)} }`, 'OPERATION_TOO_LARGE'],
    [deep, 'OPERATION_TOO_LARGE'],
    [many, 'OPERATION_TOO_LARGE'],
  ])('%s is refused as %s', async (query, code) => {
    const strict = await post({ query }, { accept: responseJson });
    expect([strict.status, (await faultOf(strict)).code]).toEqual([400, code]);
    const lenient = await post({ query }, { accept: json });
    expect([lenient.status, (await faultOf(lenient)).code]).toEqual([200, code]);
  });

  test.each(['multipart/mixed', 'multipart/mixed;deferSpec=20220824'])(
    'with @defer is told why it is refused, whatever it accepts: %s',
    async (accept) => {
      const response = await post({ query: '{ products { ... @defer { name } } }' }, { accept });
      expect(response.headers.get('content-type')).toBe(`${responseJson}; charset=utf-8`);
      expect([response.status, (await faultOf(response)).code]).toEqual([400, 'INCREMENTAL_DELIVERY_NOT_SUPPORTED']);
    },
  );

  test('that names an operation which is not there learns which are', async () => {
    const query = 'query A { __typename } query B { __typename }';
    const response = await post({ query, operationName: 'C' }, { accept: responseJson });
    expect(response.status).toBe(400);
    expect(await faultOf(response)).toEqual({
      code: 'OPERATION_RESOLUTION_FAILURE',
      message: expect.stringContaining('A, B'),
    });
  });

  test('for a persisted query is told to send the text', async () => {
    const extensions = { persistedQuery: { version: 1, sha256Hash: 'x' } };
    const response = await post({ extensions }, { accept: responseJson });
    expect([response.status, (await faultOf(response)).code]).toEqual([400, 'PERSISTED_QUERY_NOT_SUPPORTED']);
    const byUrl = await fixture.get(search({ extensions: JSON.stringify(extensions) }));
    expect([byUrl.status, (await faultOf(byUrl)).code]).toEqual([200, 'PERSISTED_QUERY_NOT_SUPPORTED']);
    expect(await (await post({ query: '{ __typename }', extensions })).json()).toEqual({
      data: { __typename: 'Query' },
    });
  });

  test('by GET changes nothing', async () => {
    const response = await fixture.get(search({ query: 'mutation { note(product: "p1", text: "By GET.") { text } }' }));
    expect([response.status, response.headers.get('allow')]).toEqual([405, 'POST']);
    expect((await faultOf(response)).code).toBe('METHOD_NOT_ALLOWED');
    expect(fixture.notes.calls.filter(({ query }) => query.includes('mutation'))).toEqual([]);
  });

  test.each(['PATCH', 'OPTIONS'])('by %s is a 405', async (method) => {
    const response = await fetch(fixture.gateway.url, { method });
    expect([response.status, response.headers.get('allow')]).toEqual([405, 'GET, POST, PUT, DELETE']);
    expect(response.headers.get('access-control-allow-origin')).toBeNull();
  });
});
