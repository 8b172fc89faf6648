import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { sendJson, startHttpStub } from '../../test/support/http-stub.ts';
import { createReadEpoch } from '../cache/read-epoch.ts';
import type { SubgraphEndpoint } from './subgraph-endpoint.ts';
import {
  startSubgraphClient,
  type SendOptions,
  type SubgraphClient,
  type SubgraphClientOptions,
} from './subgraph.client.ts';

const answer = { data: { name: 'Kettle' } };
const query = '{ name }';
const mutation = 'mutation { name }';

/** Time stands still but for pauses, and chance always takes the middle. */
let now: number;
let pauses: number[];
let logged: unknown[];
let clients: SubgraphClient[];

beforeEach(() => {
  now = 0;
  pauses = [];
  logged = [];
  clients = [];
});

afterEach(async () => {
  await Promise.all(clients.map((client) => client.stop()));
});

function startClient(options: Partial<SubgraphClientOptions> = {}): SubgraphClient {
  const client = startSubgraphClient({
    timeout: 20_000,
    timeouts: new Map(),
    connections: 64,
    maxAnswer: 100_000,
    compression: 'auto',
    retries: 2,
    hasCircuitBreakers: true,
    isSharing: false,
    epoch: createReadEpoch(),
    logger: { warn: (fields: object) => void logged.push(fields) },
    clock: {
      now: () => now,
      random: () => 0.5,
      pause: async (milliseconds) => {
        pauses.push(milliseconds);
        now += milliseconds;
      },
    },
    ...options,
  });
  clients.push(client);
  return client;
}

/** The code of the error, or nothing where there is none. */
async function codeOf(client: SubgraphClient, endpoint: SubgraphEndpoint, text: string, options?: SendOptions) {
  return client.send(endpoint, { query: text }, options).then(
    () => undefined,
    (error: unknown) => (error as { code?: unknown }).code,
  );
}

/** Nothing listens there. */
async function closedEndpoint(): Promise<SubgraphEndpoint> {
  await using stub = await startHttpStub(() => undefined);
  return stub.endpoint;
}

describe('a query that fails', () => {
  test('is sent again, at most as often as is set, after growing pauses', async () => {
    await using stub = await startHttpStub((response) => sendJson(response, {}, 503));
    expect(await codeOf(startClient(), stub.endpoint, query)).toBe('SUBGRAPH_UNAVAILABLE');
    expect(stub.requests).toHaveLength(3);
    expect(pauses).toEqual([25, 50]);
  });

  test('gets the answer of the first try that succeeds', async () => {
    await using stub = await startHttpStub((response, { index }) => {
      if (index === 0) response.socket?.resetAndDestroy();
      else if (index === 1) response.writeHead(429, { 'retry-after': '1' }).end();
      else sendJson(response, answer);
    });
    expect(await startClient().send(stub.endpoint, { query })).toEqual(answer);
    expect(pauses).toEqual([25, 1_050]);
  });

  test('is not sent again where its time would be over', async () => {
    await using stub = await startHttpStub((response) => response.writeHead(503, { 'retry-after': '3' }).end());
    const timeouts = new Map([[stub.endpoint.name, 5_000]]);
    await codeOf(startClient({ timeouts }), stub.endpoint, query);
    expect(stub.requests).toHaveLength(2);
  });

  test('is not sent again once the budget is spent', async () => {
    await using stub = await startHttpStub((response) => sendJson(response, {}, 503));
    const client = startClient({ hasCircuitBreakers: false });
    for (let turn = 0; turn < 100; turn += 1) await codeOf(client, stub.endpoint, query);
    // A hundred requests, twenty retries saved up, one for ten requests and some for the time that passed in pauses.
    expect(stub.requests.length).toBeLessThan(140);
    expect(stub.requests.length).toBeGreaterThan(125);
  });
});

describe('what is sent once only', () => {
  test.each([
    ['a mutation', mutation, {}],
    ['a probe', query, { isProbe: true }],
  ])('is %s', async (_what, text, options) => {
    await using stub = await startHttpStub((response) => response.socket?.resetAndDestroy());
    const client = startClient();
    expect(await codeOf(client, stub.endpoint, text, options)).toBe('SUBGRAPH_UNAVAILABLE');
    expect(await codeOf(client, await closedEndpoint(), text, options)).toBe('SUBGRAPH_UNAVAILABLE');
    expect(stub.requests).toHaveLength(1);
    expect(pauses).toEqual([]);
  });
});

describe('a subgraph that fails too often', () => {
  test('is left alone, with an error that says so, until one request gets through again', async () => {
    let isWell = false;
    await using stub = await startHttpStub((response) =>
      isWell ? sendJson(response, answer) : sendJson(response, {}, 503),
    );
    const client = startClient({ retries: 0 });
    for (let turn = 0; turn < 20; turn += 1) await codeOf(client, stub.endpoint, query);
    expect(stub.requests).toHaveLength(20);
    await expect(client.send(stub.endpoint, { query: mutation })).rejects.toThrow(
      /"stub" is not available: it failed too often just now/,
    );
    expect(stub.requests).toHaveLength(20);

    isWell = true;
    expect(await codeOf(client, stub.endpoint, query, { isProbe: true })).toBeUndefined();
    expect(await codeOf(client, stub.endpoint, query)).toBe('SUBGRAPH_UNAVAILABLE');
    now += 1_000;
    expect(await codeOf(client, stub.endpoint, query)).toBeUndefined();
    expect(await codeOf(client, stub.endpoint, query)).toBeUndefined();
    const told = { subgraph: 'stub', url: stub.endpoint.url };
    expect(logged).toEqual(['open', 'halfOpen', 'closed'].map((state) => ({ ...told, state })));
  });

  test('is not left alone for answers that it gives, errors though they are', async () => {
    await using stub = await startHttpStub((response, { index }) =>
      sendJson(response, {}, [200, 400, 429, 500][index % 4]),
    );
    const client = startClient({ retries: 0 });
    for (let turn = 0; turn < 40; turn += 1) await codeOf(client, stub.endpoint, query);
    expect(stub.requests).toHaveLength(40);
  });

  test('is tried by every request where that is switched off', async () => {
    await using stub = await startHttpStub((response) => sendJson(response, {}, 503));
    const client = startClient({ retries: 0, hasCircuitBreakers: false });
    for (let turn = 0; turn < 40; turn += 1) await codeOf(client, stub.endpoint, query);
    expect(stub.requests).toHaveLength(40);
  });

  test('leaves other subgraphs as they are', async () => {
    await using well = await startHttpStub((response) => sendJson(response, answer), 'well');
    const client = startClient({ retries: 0 });
    const closed = await closedEndpoint();
    for (let turn = 0; turn < 30; turn += 1) await codeOf(client, closed, query);
    expect(await codeOf(client, well.endpoint, query)).toBeUndefined();
  });
});
