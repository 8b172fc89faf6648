import { createClient } from 'graphql-ws';
import { WebSocket } from 'ws';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { startGateway } from '../../../gateway/app.ts';
import { startStandAloneProxy } from '../../../gateway/app.proxy.ts';
import { createLogger } from '../../../shared/telemetry/logger.ts';
import {
  ChangeLog,
  cities,
  createPartitionFolder,
  startCityStub,
  startDistrictStub,
} from '../../support/district-partitions.ts';
import type { Json } from '../../support/json.ts';
import type { StubSubgraph } from '../../support/stub-subgraph.ts';
import { runCommand, startProcess } from '../../support/whole-graph.process.ts';
import { testConfig } from './gateway.fixture.ts';

const stack = new AsyncDisposableStack();
const logger = createLogger('partition-proxy', 'silent');
let folder: Awaited<ReturnType<typeof createPartitionFolder>>;
let city: StubSubgraph;
let whole: StubSubgraph;
const logs = cities.map(() => new ChangeLog());
const parts: StubSubgraph[] = [];

beforeAll(async () => {
  folder = stack.use(await createPartitionFolder());
  const keep = (stub: StubSubgraph) => stack.adopt(stub, (started) => started.stop());
  city = keep(await startCityStub());
  whole = keep(await startDistrictStub({ codes: cities }));
  for (const [index, code] of cities.entries()) {
    parts.push(keep(await startDistrictStub({ codes: [code], log: logs[index]! })));
  }
});
afterAll(() => stack.disposeAsync());

const table = () => [
  { name: 'district', partitions: parts.map(({ url }, index) => ({ codes: [cities[index]], url })) },
];

async function post(
  url: string,
  query: string,
  headers: Record<string, string> = {},
): Promise<{ status: number; text: string; body: Json }> {
  const response = await fetch(url, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...headers },
    body: JSON.stringify({ query }),
  });
  const text = await response.text();
  return { status: response.status, text, body: JSON.parse(text) };
}

async function startProxy(file: string) {
  return startStandAloneProxy({ config: testConfig(folder.path, [city]), logger, file, subgraph: 'district' });
}

describe('a partition proxy', () => {
  test('is a subgraph for any router: the graph over it answers as over one endpoint, live events included', async () => {
    const proxy = stack.adopt(await startProxy(await folder.write(table())), (started) => started.stop());
    const config = { jwksFile: undefined };
    const over = stack.adopt(
      await startGateway(testConfig(folder.path, [city, { name: 'district', url: proxy.url }], config), logger),
      (started) => started.stop(),
    );
    const plain = stack.adopt(await startGateway(testConfig(folder.path, [city, whole], config), logger), (started) =>
      started.stop(),
    );
    for (const query of [
      '{ districts { code title motto stations { id name district { title } } } }',
      '{ a: station(id: "230102-S1") { name } b: stations(ids: ["230104-S2", "230103-S1"]) { id } }',
    ]) {
      expect((await post(over.url, query)).text).toBe((await post(plain.url, query)).text);
    }
    logs.forEach((log, index) => log.add(cities[index]!, `first ${index}`));
    const client = createClient({ url: over.url.replace('http', 'ws'), webSocketImpl: WebSocket, retryAttempts: 0 });
    const read = async (after: string | null, most: number): Promise<Json[]> => {
      const query = 'subscription ($after: String) { stationChanged(after: $after) { cursor text } }';
      const events: Json[] = [];
      for await (const { data } of client.iterate({ query, variables: { after } })) {
        events.push((data as Json).stationChanged);
        if (events.length === most) break;
      }
      return events;
    };
    const first = await read(null, 2);
    const rest = await read(first[1].cursor, 1);
    expect([...first, ...rest].map(({ text }) => text).sort()).toEqual(['first 0', 'first 1', 'first 2']);
    await client.dispose();
  });

  test('tells its schema, refuses what does not fit it, and knows a request that it sent itself', async () => {
    const proxy = await startProxy(await folder.write(table()));
    try {
      expect((await post(proxy.url, '{ _service { sdl } __typename }')).body.data).toEqual({
        _service: { sdl: expect.stringContaining('type District') },
        __typename: 'Query',
      });
      const mixed = `{
        _entities(representations: [{ __typename: "District", code: "230104" }, { __typename: "Station", id: "230102-S1" }]) {
          ... on District { motto } ... on Station { name }
        }
        station(id: "230103-S1") { name }
      }`;
      expect((await post(proxy.url, mixed)).body).toEqual({
        data: {
          _entities: [{ motto: 'Motto of 230104' }, { name: 'Station 230102-S1' }],
          station: { name: 'Station 230103-S1' },
        },
      });
      const inTurn = `mutation {
        a: rename(id: "230102-S1", name: "1") { name }
        b: rename(id: "230103-S1", name: "2") { name }
        c: rename(id: "230102-S1", name: "3") { name }
      }`;
      expect((await post(proxy.url, inTurn)).body.data).toEqual({
        a: { name: '1' },
        b: { name: '2' },
        c: { name: '3' },
      });
      expect((await post(proxy.url, '{ nothing }')).body.errors[0].extensions.code).toBe('GRAPHQL_VALIDATION_FAILED');
      expect((await post(proxy.url, '{')).body.errors[0].extensions.code).toBe('GRAPHQL_PARSE_FAILED');
      expect((await post(proxy.url, '{ station(id: "239900-S1") { id } }')).body).toMatchObject({
        data: { station: null },
        errors: [{ path: ['station'], extensions: { code: 'PARTITION_NOT_FOUND' } }],
      });
      const health = (await (await fetch(new URL('/health/ready', proxy.url))).json()) as Json;
      expect(health.partitions.map(({ state }: Json) => state)).toEqual(['up', 'up', 'up']);
      // A second proxy in a circle with the first one.
      const circle = [
        { name: 'district', partitions: [{ codes: ['230105'], url: proxy.url }, ...table()[0]!.partitions] },
      ];
      const other = await startProxy(await folder.write(circle));
      await folder.write([
        { name: 'district', partitions: [{ codes: ['230105'], url: other.url }, ...table()[0]!.partitions] },
      ]);
      const deadline = performance.now() + 10_000;
      let body: Json;
      do {
        ({ body } = await post(proxy.url, '{ station(id: "230105-S1") { id } }'));
        expect(performance.now()).toBeLessThan(deadline);
      } while (body.errors[0].extensions.code === 'PARTITION_NOT_FOUND');
      expect(body.errors[0].message).toContain('came through this partition proxy before');
      await other.stop();
    } finally {
      await proxy.stop();
    }
  });

  test('starts by the command line, and says what is wrong with its file', async () => {
    const file = await folder.write(table());
    const environment = { DATA_DIR: folder.path, STARTUP_TIMEOUT: '20s' };
    const base = ['partition-proxy', '--partitions', file, '--port', '0', '--subgraph'];
    await using running = startProcess(['cli/liaison.ts', ...base, 'district'], environment);
    expect((await post(await running.ready, '{ station(id: "230103-S2") { name } }')).body).toEqual({
      data: { station: { name: 'Station 230103-S2' } },
    });
    const unknown = await runCommand([...base, 'town'], environment);
    expect(unknown.code).toBe(1);
    expect(unknown.stderr).toContain('The subgraph "town" is not in the partition table, which has: district.');
    const overlapping = [
      {
        name: 'district',
        partitions: [...table()[0]!.partitions, { codes: ['230103001'], url: 'http://127.0.0.1:1/' }],
      },
    ];
    const overlap = await runCommand(
      [...base.slice(0, 1), '--partitions', await folder.write(overlapping), ...base.slice(3), 'district'],
      environment,
    );
    expect(overlap.code).toBe(1);
    expect(overlap.stderr).toMatch(
      /partitions\.json:1:\d+ subgraphs\.0\.partitions\.3\.codes\.0: 230103001 overlaps with 230103/,
    );
  }, 60_000);
});
