import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { startGateway, type RunningGateway } from '../../gateway/app.ts';
import { gatewayConfig, gatewayVariables } from '../../gateway/config.ts';
import { startPartitionedDistricts, type PartitionedDistricts } from '../../scripts/partitioned-districts.ts';
import { readEnvironment } from '../../shared/config/environment.ts';
import { createLogger } from '../../shared/telemetry/logger.ts';
import { startNetwork } from '../../subgraphs/network/app.ts';
import { feedPartitions, withPartitions } from '../../subgraphs/network/feed/feed-partitions.ts';
import { rebuildNetwork } from '../../subgraphs/network/rebuild.ts';
import type { Json } from '../support/json.ts';
import { createTestDatabase } from '../support/test-database.ts';
import { engines, startWholeGraph, type WholeGraph } from '../support/whole-graph.ts';
import { openWsClient } from '../support/ws-client.ts';

const logger = createLogger('test', 'silent');
const stack = new AsyncDisposableStack();
const overview = await readFile(join(import.meta.dirname, '../../schema/operations/network-overview.graphql'), 'utf8');
let graph: WholeGraph;
let districts: PartitionedDistricts;

beforeAll(async () => {
  graph = stack.use(await startWholeGraph());
  const folder = await mkdtemp(join(tmpdir(), 'districts-'));
  stack.defer(() => rm(folder, { recursive: true, force: true }));
  const { jwksFile } = graph.keys.files;
  districts = stack.use(await startPartitionedDistricts({ source: graph.district.database, folder, jwksFile, logger }));
}, 120_000);
afterAll(() => stack.disposeAsync());

async function startPartitioned(engine: (typeof engines)[number] = 'liaison'): Promise<RunningGateway> {
  const { city, district, township, network } = graph;
  const subgraphs = Object.entries({ city, district, township, network }).map(([name, { url }]) => `${name}=${url}`);
  const environment = {
    PORT: '0',
    DATA_DIR: graph.keys.folder,
    AUTH_JWKS_FILE: graph.keys.files.jwksFile,
    GATEWAY_SUBGRAPHS: subgraphs.join(),
    GATEWAY_PARTITIONS: districts.file,
    GATEWAY_SUBGRAPH_RETRIES: '0',
    GATEWAY_ENGINE: engine,
  };
  return startGateway(gatewayConfig(readEnvironment(gatewayVariables, environment)), logger);
}

async function post(url: string, query: string, variables: object, authorization?: string): Promise<string> {
  const response = await fetch(url, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...(authorization && { authorization }) },
    body: JSON.stringify({ query, variables }),
  });
  return response.text();
}

/** Suggestions that were made of partitioned districts, by id, in order. */
const drafted: string[] = [];

async function draft({ url }: RunningGateway, code: string): Promise<string> {
  const query = `mutation ($code: DivisionCode!) {
    draft: draftDistrictSuggestion(divisionCode: $code, input: { title: "关于修路的建议", content: "路面破损。" }) { id }
  }`;
  const deputy = { role: 'deputy', divisionCode: code, deputyId: `${code}-D00001` } as const;
  for (;;) {
    const { data, errors } = JSON.parse(await post(url, query, { code }, await graph.keys.bearer(deputy)));
    if (data?.draft) return data.draft.id;
    // It is just being restarted.
    if (errors[0].extensions.code !== 'SUBGRAPH_UNAVAILABLE') throw new Error(JSON.stringify(errors));
    await delay(50);
  }
}

describe('18 districts that serve themselves, beside city, township and network', () => {
  test.each(engines)(
    'answer network-overview as one district endpoint does, byte for byte (%s)',
    async (engine) => {
      expect(districts.codes).toHaveLength(18);
      const gateway = await startPartitioned(engine);
      try {
        const variables = { city: '230100' };
        const whole = await post(graph.gateway(engine).url, overview, variables);
        expect(await post(gateway.url, overview, variables)).toBe(whole);
        expect(JSON.parse(whole).data.city.districts).toHaveLength(18);
      } finally {
        await gateway.stop();
      }
    },
    60_000,
  );

  test('are 17 that answer where one is down, with errors that name it, and 18 again within a moment', async () => {
    const gateway = await startPartitioned();
    try {
      const variables = { city: '230100' };
      const whole = await post(gateway.url, overview, variables);
      await districts.stop('230103');
      let answer: Json;
      // Often enough for its circuit breaker to open.
      for (let round = 0; round < 22; round += 1) answer = JSON.parse(await post(gateway.url, overview, variables));
      const shown = answer.data.city.districts as { code: string; stations: { nodes: unknown[] } | null }[];
      expect(shown.filter(({ stations }) => stations === null).map(({ code }) => code)).toEqual(['230103']);
      const place = shown.findIndex(({ code }) => code === '230103');
      expect(
        answer.errors.map(({ path, extensions }: Json) => [path, extensions.partition, extensions.subgraph]),
      ).toEqual([
        [['city', 'districts', place, 'stations'].slice(0, answer.errors[0].path.length), '230103', 'district'],
      ]);
      await districts.start('230103');
      const back = performance.now();
      while ((await post(gateway.url, overview, variables)) !== whole) {
        expect(performance.now() - back).toBeLessThan(5_000);
        await delay(50);
      }
    } finally {
      await gateway.stop();
    }
  }, 60_000);

  test('tell all their events in one subscription, once each, through restarts and from its cursors', async () => {
    const gateway = await startPartitioned();
    const system = await graph.keys.bearer({ role: 'system', divisionCode: '230100' });
    const drafts = 4;
    const expected = drafted;
    try {
      const write = async (): Promise<void> => {
        for (let round = 0; round < drafts; round += 1) {
          const restarted = districts.codes[(round * 7 + 3) % 18]!;
          const restarting = districts.stop(restarted).then(() => districts.start(restarted));
          for (const code of districts.codes) expected.push(await draft(gateway, code));
          await restarting;
        }
      };
      const writing = write();
      const seen: string[] = [];
      let after: string | undefined;
      while (seen.length < drafts * 18) {
        const client = openWsClient(gateway.url, system);
        const most = Math.min(20, drafts * 18 - seen.length);
        const query =
          'subscription ($after: Cursor) { event: districtSuggestionEvents(after: $after) { cursor suggestionId } }';
        for (const { data, errors } of await client.take(most, query, { after })) {
          expect(errors).toBeUndefined();
          const { cursor, suggestionId } = (data as Json).event;
          seen.push(suggestionId);
          after = cursor;
        }
        await client[Symbol.asyncDispose]();
      }
      await writing;
      expect(seen.toSorted()).toEqual(expected.toSorted());
      for (const code of districts.codes) {
        const own = (id: string) => id.startsWith(code);
        expect(seen.filter(own)).toEqual(expected.filter(own));
      }
    } finally {
      await gateway.stop();
    }
  }, 120_000);

  test('are followed by network, each from its own feed: one list and one live order, also after a rebuild', async () => {
    const database = stack.use(await createTestDatabase('network'));
    const partitions = districts.codes
      .map((code) => `district/${code}=${districts.endpoint(code).url.replace('http', 'ws')}`)
      .join();
    const feeds = withPartitions(graph.networkConfig.feeds, feedPartitions.parse(partitions));
    const config = { ...graph.networkConfig, port: 0, database: database.target, feeds };
    const system = await graph.keys.bearer({ role: 'system', divisionCode: '230100' });
    const gateway = await startPartitioned();
    let network = await startNetwork(config, { logger });
    const list = async (): Promise<string[]> => {
      const query =
        '{ suggestions(filter: { level: [DISTRICT] }, first: 500) { nodes { id } } suggestionStatusCursor }';
      const { data } = JSON.parse(await post(network.url, query, {}, system));
      return data.suggestions.nodes.map(({ id }: Json) => id).sort();
    };
    try {
      await network.caughtUp();
      expect(await list()).toEqual(drafted.toSorted());
      const follow = async (after: string, count: number): Promise<Json[]> => {
        await using client = openWsClient(network.url, system);
        const query = `subscription ($after: Cursor) {
          change: suggestionStatusChanged(after: $after, filter: { level: [DISTRICT] }) { cursor suggestion { id } }
        }`;
        return (await client.take(count, query, { after })).map(({ data, errors }) => {
          expect(errors).toBeUndefined();
          return data?.['change'];
        });
      };
      const { data } = JSON.parse(await post(network.url, '{ suggestionStatusCursor }', {}, system));
      const [first, second, third] = districts.codes as [string, string, string];
      const later = [await draft(gateway, first), await draft(gateway, second)];
      const changes = await follow(data.suggestionStatusCursor, 2);
      expect(changes.map(({ suggestion }) => suggestion.id).toSorted()).toEqual(later.toSorted());
      await districts.stop(third);
      const whileDown = await draft(gateway, first);
      expect((await follow(changes[1].cursor, 1))[0].suggestion.id).toBe(whileDown);
      await districts.start(third);
      const back = await draft(gateway, third);
      await network.caughtUp();
      const all = [...drafted, ...later, whileDown, back].toSorted();
      expect(await list()).toEqual(all);
      await network.stop();
      const report = await rebuildNetwork(config, { logger });
      expect(report.positions.DISTRICT).toBe(all.length);
      await expect(startNetwork({ ...config, feeds: graph.networkConfig.feeds }, { logger })).rejects.toThrow(
        /made of other feeds of district.*liaison network rebuild/,
      );
      network = await startNetwork(config, { logger });
      await network.caughtUp();
      expect(await list()).toEqual(all);
    } finally {
      await network.stop();
      await gateway.stop();
    }
  }, 120_000);
});
