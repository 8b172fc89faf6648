import { setTimeout as delay } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { startGateway, type RunningGateway } from '../../../gateway/app.ts';
import type { GatewayConfig } from '../../../gateway/config.ts';
import { createLogger } from '../../../shared/telemetry/logger.ts';
import {
  cities,
  createPartitionFolder,
  districtTypes,
  startCityStub,
  startDistrictStub,
} from '../../support/district-partitions.ts';
import type { Json } from '../../support/json.ts';
import { startHostileSubgraph } from '../../support/hostile-subgraph.ts';
import type { StubSubgraph } from '../../support/stub-subgraph.ts';
import { engines, testConfig } from './gateway.fixture.ts';

const logger = createLogger('gateway', 'silent');
const stack = new AsyncDisposableStack();
let folder: Awaited<ReturnType<typeof createPartitionFolder>>;
let city: StubSubgraph;
let whole: StubSubgraph;
const keep = (stub: StubSubgraph): StubSubgraph => stack.adopt(stub, (started) => started.stop());

beforeAll(async () => {
  folder = stack.use(await createPartitionFolder());
  city = keep(await startCityStub());
  whole = keep(await startDistrictStub({ codes: cities }));
});
afterAll(() => stack.disposeAsync());

interface Served extends AsyncDisposable {
  readonly gateway: RunningGateway;
  ask(query: string, variables?: Record<string, unknown>): Promise<{ text: string; body: Json }>;
}

/** A gateway over the city and a district subgraph that is partitioned where `partitions` are given. */
async function serve(
  partitions: readonly object[] | undefined,
  more: Partial<GatewayConfig> & { default?: string } = {},
): Promise<Served> {
  const { default: fallback, ...config } = more;
  const entry = { name: 'district', ...(fallback !== undefined && { default: fallback }), partitions };
  const partitionsFile = partitions && (await folder.write([entry]));
  const gateway = await startGateway(
    testConfig(folder.path, [city, whole], { jwksFile: undefined, partitionsFile, ...config }),
    logger,
  );
  return {
    gateway,
    ask: async (query, variables) => {
      const response = await fetch(gateway.url, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ query, variables }),
      });
      const text = await response.text();
      return { text, body: JSON.parse(text) };
    },
    [Symbol.asyncDispose]: () => gateway.stop(),
  };
}

async function startParts(): Promise<{ parts: StubSubgraph[]; table: object[]; disposer: AsyncDisposableStack }> {
  const disposer = new AsyncDisposableStack();
  const parts: StubSubgraph[] = [];
  for (const code of cities) {
    parts.push(disposer.adopt(await startDistrictStub({ codes: [code] }), (part) => part.stop()));
  }
  return { parts, disposer, table: parts.map(({ url }, index) => ({ codes: [cities[index]], url })) };
}

const overview = '{ districts { code title stations { id name district { code title motto } } motto } }';

describe.each(engines)('partitions of one subgraph (%s)', (engine) => {
  test('answer as the one endpoint does, byte for byte, each asked only for its own', async () => {
    const { parts, table, disposer } = await startParts();
    await using _parts = disposer;
    await using plain = await serve(undefined, { engine });
    await using split = await serve(table, { engine });
    const queries = [
      overview,
      '{ a: station(id: "230102-S1") { name } b: station(id: "230104-S2") { name district { title } } }',
      '{ district(code: "230103") { stations(first: 1) { id } } gone: station(id: "230103-S9") { id } }',
      '{ stations(ids: ["230104-S1", "230102-S9", "230103-S1", "230104-S2"]) { id name } }',
      '{ stationsOf(codes: ["230103", "230102"]) { id } search(filter: { district: "230104" }) { id } }',
      '{ stations(ids: []) { id } __typename }',
      'query ($id: ID!, $more: Boolean!) { station(id: $id) { name } other: station(id: "230103-S2") @include(if: $more) { name } }',
    ];
    for (const query of queries) {
      const variables = query.includes('$id') ? { id: '230102-S2', more: true } : undefined;
      expect((await split.ask(query, variables)).text).toBe((await plain.ask(query, variables)).text);
    }
    for (const [index, { calls }] of parts.entries()) {
      const own = cities[index];
      const keys = JSON.stringify(calls.map(({ variables }) => variables)).match(/2301\d\d(?=[-"])/g) ?? [];
      expect(keys.length).toBeGreaterThan(0);
      expect(keys.filter((key) => key !== own)).toEqual([]);
    }
  });

  test('fail alone: the others answer, and each null of the one that is down has an error that names it', async () => {
    const { parts, table, disposer } = await startParts();
    await using _parts = disposer;
    await using split = await serve(table, { engine, subgraphRetries: 0 });
    await parts[1]!.stop();
    const { body } = await split.ask(
      '{ districts { code motto } station(id: "230103-S1") { name } other: station(id: "230104-S1") { name } }',
    );
    expect(body.data).toEqual({
      districts: [
        { code: '230102', motto: 'Motto of 230102' },
        { code: '230103', motto: null },
        { code: '230104', motto: 'Motto of 230104' },
      ],
      station: null,
      other: { name: 'Station 230104-S1' },
    });
    expect(body.errors).toHaveLength(2);
    for (const error of body.errors) {
      expect(error.message).toMatch(/^Partition "230103": The subgraph "district" is not available/);
      expect(error.extensions).toMatchObject({
        code: 'SUBGRAPH_UNAVAILABLE',
        subgraph: 'district',
        partition: '230103',
      });
    }
    expect(body.errors.map(({ path }: { path: unknown[] }) => path).sort()).toEqual([
      expect.arrayContaining(['districts', 1]),
      ['station'],
    ]);
    const health = (await (await fetch(new URL('/health/ready', split.gateway.url))).json()) as Json;
    const district = health.subgraphs.find(({ name }: { name: string }) => name === 'district');
    expect(health.status).toBe('ready');
    expect(district.partitions.map(({ state }: { state: string }) => state)).toEqual(['up', 'down', 'up']);
    expect(district.partitions[1].failures).toBeGreaterThan(0);
  });

  test('are healed within the window of their breaker once they are back', async () => {
    const { parts, table, disposer } = await startParts();
    await using _parts = disposer;
    await using split = await serve(table, { engine, subgraphRetries: 0, isSharingClientRequests: false });
    const part = parts[2]!;
    await part.stop();
    const query = '{ station(id: "230104-S1") { name } other: station(id: "230102-S1") { name } }';
    for (let round = 0; round < 25; round += 1) expect((await split.ask(query)).body.data.other).not.toBeNull();
    expect((await split.ask(query)).body.errors[0].message).toContain('left alone for a moment');
    parts[2] = disposer.adopt(await startDistrictStub({ codes: [cities[2]], port: part.port }), (again) =>
      again.stop(),
    );
    const deadline = performance.now() + 5_000;
    while ((await split.ask(query)).body.errors) {
      expect(performance.now()).toBeLessThan(deadline);
      await delay(50);
    }
  });

  test('take a mutation each', async () => {
    const { parts, table, disposer } = await startParts();
    await using _parts = disposer;
    await using split = await serve(table, { engine });
    const { body } = await split.ask(
      'mutation { a: rename(id: "230102-S1", name: "One") { name } b: rename(id: "230103-S1", name: "Two") { name district { title } } }',
    );
    expect(body).toEqual({ data: { a: { name: 'One' }, b: { name: 'Two', district: { title: 'District 230103' } } } });
    expect(parts.map(({ calls }) => calls.filter(({ query }) => query.startsWith('mutation')).length)).toEqual([
      1, 1, 0,
    ]);
  });

  test('that lag behind the contract give null and an error for what they lack, and are not asked for it', async () => {
    const lagging = districtTypes
      .replace(' motto: String', '')
      .replace('stations(first: Int)', 'stations')
      .replace(/stationsOf.*/, '');
    await using disposer = new AsyncDisposableStack();
    const start = async (code: string, typeDefs?: string) =>
      disposer.adopt(await startDistrictStub({ codes: [code], ...(typeDefs && { typeDefs }) }), (part) => part.stop());
    const [old, fresh] = [await start('230102', lagging), await start('230103')];
    const table = [
      { codes: ['230102', '230104'], url: old.url, name: 'old' },
      { codes: ['230103'], url: fresh.url },
    ];
    await using split = await serve(table, { engine });
    const query =
      '{ district(code: "230102") { code motto stations { id } some: stations(first: 1) { id } } other: district(code: "230103") { motto } }';
    for (let round = 0; round < 2; round += 1) {
      const { body } = await split.ask(query);
      expect(body.data).toEqual({ district: null, other: { motto: 'Motto of 230103' } });
      expect(
        body.errors.map(({ path, extensions }: Json) => [path.join('.'), extensions.partition, extensions.field]),
      ).toEqual([
        ['district.motto', 'old', 'District.motto'],
        ['district.some', 'old', 'District.stations(first:)'],
      ]);
    }
    const { body } = await split.ask('{ districts { motto } stationsOf(codes: ["230102"]) { id } }');
    expect(body.errors.map(({ extensions }: Json) => extensions.field)).toContain('Query.stationsOf');
    const entities = await split.ask('{ districts { title motto } }');
    expect(entities.body.data.districts.map(({ motto }: Json) => motto)).toEqual([null, 'Motto of 230103', null]);
    expect(entities.body.errors.map(({ path, extensions }: Json) => [path, extensions.code])).toEqual([
      [['districts', 0, 'motto'], 'PARTITION_FIELD_MISSING'],
      [['districts', 2, 'motto'], 'PARTITION_FIELD_MISSING'],
    ]);
    const asked = old.calls.filter(({ query: text }) => /motto|first:|stationsOf/.test(text));
    // The first request of all is how the gateway learns of it.
    expect(asked.length).toBeLessThanOrEqual(1);
  });

  test('say so where nobody covers a division, where no key is given, and where an answer cannot be put together', async () => {
    const { parts, table, disposer } = await startParts();
    await using _parts = disposer;
    await using split = await serve(table.slice(0, 2), { engine });
    const codesOf = async (query: string, on = split) =>
      (await on.ask(query)).body.errors?.map(({ extensions }: Json) => extensions.code);
    expect(await codesOf('{ station(id: "230104-S1") { id } }')).toEqual(['PARTITION_NOT_FOUND']);
    expect(await codesOf('{ stationCount }')).toEqual(['PARTITION_KEY_MISSING']);
    expect(await codesOf('{ busiest(codes: ["230102", "230103"]) { id } }')).toEqual(['PARTITION_SPANNED']);
    expect(await codesOf('mutation { rename(id: "x", name: "y") { id } }')).toEqual(['PARTITION_KEY_MISSING']);
    const { body } = await split.ask('{ districts { motto } stations(ids: ["230102-S1", "230104-S1"]) { id } }');
    expect(body.data.districts.map(({ motto }: Json) => motto)).toEqual(['Motto of 230102', 'Motto of 230103', null]);
    expect(body.data.stations).toEqual([{ id: '230102-S1' }, null]);
    expect(body.errors).toHaveLength(2);
    await using withDefault = await serve(table.slice(0, 2), { engine, default: parts[2]!.url });
    expect((await withDefault.ask('{ station(id: "230104-S1") { id } stationCount }')).body).toEqual({
      data: { station: { id: '230104-S1' }, stationCount: 2 },
    });
  });

  test.each([
    ['not JSON', (query: string) => (query.includes('_entities') ? '<html>' : '{}')],
    ['too few entities', () => '{"data":{"_entities":[]}}'],
    ['too many entities', () => '{"data":{"_entities":[{"motto":"a"},{"motto":"b"}]}}'],
    ['entities that are none', () => '{"data":{"_entities":[7]}}'],
    ['no list', () => '{"data":{"_entities":null}}'],
    ['an error without a path', () => '{"data":null,"errors":[{"message":"No."}]}'],
    [
      'an error at one entity',
      () => '{"data":{"_entities":[null]},"errors":[{"message":"No.","path":["_entities",0]}]}',
    ],
  ])('keep a wrong answer to themselves: %s', async (_, answer) => {
    const { table, disposer } = await startParts();
    await using _parts = disposer;
    await using hostile = await startHostileSubgraph('district', districtTypes);
    hostile.answer = (response, { query }) => response.end(answer(query));
    await using split = await serve([...table.slice(0, 2), { codes: ['230104'], url: hostile.url, name: '道外区' }], {
      engine,
    });
    const { body } = await split.ask('{ districts { code motto } }');
    expect(body.data.districts.map(({ motto }: Json) => motto)).toEqual(['Motto of 230102', 'Motto of 230103', null]);
    expect(body.errors).toHaveLength(1);
    expect(body.errors[0].path.slice(0, 2)).toEqual(['districts', 2]);
    expect(body.errors[0].extensions).toMatchObject({ subgraph: 'district', partition: '道外区' });
  });
});

describe('a gateway with a partition file', () => {
  test('follows its changes, and refuses a faulty one', async () => {
    const { table, disposer } = await startParts();
    await using _parts = disposer;
    const refused = Promise.withResolvers<string>();
    const error = (about: { reason: string }) => refused.resolve(about.reason);
    const telling = Object.assign(createLogger('gateway', 'silent'), { error });
    const partitionsFile = await folder.write([{ name: 'district', partitions: table.slice(0, 1) }]);
    const gateway = await startGateway(
      testConfig(folder.path, [city, whole], { jwksFile: undefined, partitionsFile }),
      telling,
    );
    try {
      const ask = async () => {
        const body = JSON.stringify({ query: '{ station(id: "230104-S1") { id } }' });
        const headers = { 'content-type': 'application/json' };
        return (await (await fetch(gateway.url, { method: 'POST', headers, body })).json()) as Json;
      };
      expect((await ask()).errors[0].extensions.code).toBe('PARTITION_NOT_FOUND');
      await folder.write([{ name: 'district', partitions: [...table, { codes: ['230199'], url: gateway.url }] }]);
      expect(await refused.promise).toMatch(/Partition "230199" of "district" leads back to this server/);
      expect((await ask()).errors).toHaveLength(1);
      await folder.write([{ name: 'district', partitions: table }]);
      const deadline = performance.now() + 10_000;
      while ((await ask()).errors) {
        expect(performance.now()).toBeLessThan(deadline);
        await delay(50);
      }
    } finally {
      await gateway.stop();
    }
  });

  test('does not start where it names a subgraph that is not there', async () => {
    const partitionsFile = await folder.write([
      { name: 'distrikt', partitions: [{ codes: ['230102'], url: whole.url }] },
    ]);
    const config = testConfig(folder.path, [city, whole], { jwksFile: undefined, partitionsFile });
    await expect(startGateway(config, logger)).rejects.toMatchObject({
      code: 'PARTITIONS_INVALID',
      message: expect.stringContaining('"distrikt" is not in the supergraph, which has: city, district'),
    });
  });
});
