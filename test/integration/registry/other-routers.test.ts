import { describe, expect, test } from '@jest/globals';
import { startStandAloneProxy } from '../../../gateway/app.proxy.ts';
import { createLogger } from '../../../shared/telemetry/logger.ts';
import {
  cities,
  createPartitionFolder,
  districtTypes,
  startCityStub,
  startDistrictStub,
} from '../../support/district-partitions.ts';
import { isHiveInstalled, startHiveGateway } from '../../support/hive-gateway.ts';
import { link } from '../../support/stub-subgraph.ts';
import { testConfig } from '../gateway/gateway.fixture.ts';
import {
  adminToken,
  askRegistry,
  publishOperation,
  startRegistryGateway,
  until,
  type Json,
} from './registry.fixture.ts';
import { createTestDatabase } from '../../support/test-database.ts';

const operations = [
  '{ districts { code title motto stations { id name district { title } } } }',
  '{ a: station(id: "230102-S1") { name } b: stations(ids: ["230104-S2", "230103-S1", "230102-S2"]) { id name } }',
  '{ district(code: "230103") { motto stations { name district { title } } } }',
  'query ($codes: [DivisionCode!]!) { stationsOf(codes: $codes) { id district { code title } } }',
];
const variables = { codes: ['230104', '230102'] };

async function post(url: string, query: string): Promise<Json> {
  const response = await fetch(url, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ query, variables: query.startsWith('query') ? variables : undefined }),
  });
  return response.json();
}

// `.ci/run` installs it: there it is a fault that it is missing.
const testWithHive = isHiveInstalled || process.env['TEST_OTHER_ROUTERS'] ? test : test.skip;

describe('a router of another maker', () => {
  testWithHive(
    'serves the registry’s graph over the partition proxy, with the same answers, and takes over what is published',
    async () => {
      await using stack = new AsyncDisposableStack();
      const keep = <Running extends { stop(): Promise<void> }>(running: Running): Running =>
        stack.adopt(running, (started) => started.stop());
      const folder = stack.use(await createPartitionFolder());
      const city = keep(await startCityStub());
      const parts = [];
      for (const code of cities) parts.push(keep(await startDistrictStub({ codes: [code] })));
      const partitions = parts.map(({ url }, index) => ({ codes: [cities[index]!], url }));
      const logger = createLogger('partition-proxy', 'silent');
      const file = await folder.write([{ name: 'district', partitions }]);
      const config = testConfig(folder.path, [city]);
      const proxy = keep(await startStandAloneProxy({ config, logger, file, subgraph: 'district' }));
      const database = stack.use(await createTestDatabase('gateway'));
      const gateway = keep(
        await startRegistryGateway({
          DATA_DIR: folder.path,
          GATEWAY_DATABASE_URL: database.url,
          GATEWAY_REGISTRY_ROUTER_URLS: `district=${proxy.url}`,
        }),
      );
      const publish = async (changes: object[]): Promise<void> => {
        const reply = await askRegistry(gateway, { query: publishOperation, variables: { changes, probe: false } });
        expect(reply.errors).toBeUndefined();
      };
      const sdl = `${link}\n${districtTypes}`;
      await publish([
        { subgraph: 'city', sdl: await sdlOf(city.url), url: city.url },
        ...partitions.map(({ codes, url }) => ({ subgraph: 'district', partition: codes, sdl, url })),
      ]);
      const endpoint = new URL('/artifacts/v1/liaison', gateway.url).href;
      const hive = stack.use(await startHiveGateway({ endpoint, key: adminToken }));

      for (const query of operations) {
        await until(async () => (await post(gateway.url, query)).errors === undefined);
        const own = await post(gateway.url, query);
        expect(await post(hive.url, query)).toEqual(own);
        expect(own).toEqual({ data: expect.anything() });
      }

      const more = (await sdlOf(city.url)).replace('title: String!', 'title: String! slogan: String');
      await publish([{ subgraph: 'city', sdl: more, url: city.url }]);
      const isKnownTo = (url: string) => async (): Promise<boolean> =>
        (await post(url, '{ __type(name: "District") { fields { name } } }')).data.__type.fields.some(
          ({ name }: Json) => name === 'slogan',
        );
      await until(isKnownTo(gateway.url));
      await until(isKnownTo(hive.url), 30_000);
    },
    120_000,
  );
});

async function sdlOf(url: string): Promise<string> {
  const { data } = await post(url, '{ _service { sdl } }');
  return data._service.sdl as string;
}
