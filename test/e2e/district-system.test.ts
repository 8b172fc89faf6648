import { setTimeout as delay } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { startGateway, type RunningGateway } from '../../gateway/app.ts';
import { gatewayConfig, gatewayVariables } from '../../gateway/config.ts';
import { readEnvironment } from '../../shared/config/environment.ts';
import { createLogger } from '../../shared/telemetry/logger.ts';
import { startNetwork } from '../../subgraphs/network/app.ts';
import type { Json } from '../support/json.ts';
import { startDistrictSystem, type DistrictSystem } from '../support/district-system.ts';
import { createTestDatabase } from '../support/test-database.ts';
import { commandOutput, runCommand, type ProcessEnvironment } from '../support/whole-graph.process.ts';
import { levelNames, startWholeGraph, type WholeGraph } from '../support/whole-graph.ts';
import { openWsClient } from '../support/ws-client.ts';

const stack = new AsyncDisposableStack();
let graph: WholeGraph;
let gateway: RunningGateway;
let system: DistrictSystem;
/** Of the operator of the whole. */
let operator: ProcessEnvironment;
/** Of the vendor of 南岗区. */
let vendor: ProcessEnvironment;

beforeAll(async () => {
  graph = stack.use(await startWholeGraph({ seed: 'none', districts: ['230102', '230103'] }));
  system = stack.use(await startDistrictSystem());
  const database = stack.use(await createTestDatabase('gateway'));
  const environment = {
    PORT: '0',
    DATA_DIR: graph.keys.folder,
    AUTH_JWKS_FILE: graph.keys.files.jwksFile,
    GATEWAY_DATABASE_URL: database.url,
    GATEWAY_REGISTRY_POLL: '100ms',
  };
  const config = gatewayConfig(readEnvironment(gatewayVariables, environment));
  gateway = stack.adopt(await startGateway(config, createLogger('gateway', 'silent')), (started) => started.stop());
  const registry = { LIAISON_REGISTRY: new URL('/registry', gateway.url).href };
  const local = { DATA_DIR: graph.keys.folder, GATEWAY_DATABASE_URL: database.url };
  operator = { ...registry, LIAISON_TOKEN: await createToken(local, '--admin') };
  vendor = { ...registry, LIAISON_TOKEN: await createToken(operator, '--name', 'district', '--partition', '230103') };
  for (const name of [...levelNames, 'network'] as const) {
    await commandOutput(['publish', name, '--url', graph[name].url], operator);
  }
}, 120_000);
afterAll(() => stack.disposeAsync());

async function createToken(environment: ProcessEnvironment, ...options: string[]): Promise<string> {
  const output = await commandOutput(['token', 'create', ...options, '--json'], environment);
  return (JSON.parse(output) as { token: string }).token;
}

async function ask(query: string): Promise<Json> {
  const response = await fetch(gateway.url, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ query }),
  });
  return response.json();
}

const publishOwn = (): string[] => ['publish', 'district', '--url', system.url, '--partition', '230103'];

describe('A district system that is not ours', () => {
  test('is refused with a token for another district', async () => {
    const other = await createToken(operator, '--name', 'district', '--partition', '230102');
    const { code, stderr } = await runCommand(publishOwn(), { ...vendor, LIAISON_TOKEN: other });
    expect(code).toBe(4);
    expect(stderr).toContain('230103');
  });

  test('publishes itself, and its stations, suggestions and own field appear in the graph', async () => {
    await system.act('submit', {
      title: '王岗镇主街夜间照明',
      content: '路灯缺三十盏,请补齐。',
      deputyIds: ['230103-D000001'],
      stationId: '230103101-S1',
    });
    await commandOutput(publishOwn(), vendor);
    const query = `{
      own: district(code: "230103") {
        name
        stations(first: 500) { totalCount nodes { name openingHours township { name } } }
        suggestions { nodes { id title status station { name } timeline { nodes { act } } } }
      }
      other: district(code: "230102") { name stations(first: 1) { nodes { name } } }
    }`;
    await until(async () => (await ask(query)).data?.own?.suggestions?.nodes.length === 1);
    const { data, errors } = await ask(query);
    expect(errors).toBeUndefined();
    expect(data.own).toMatchObject({ name: '南岗区', stations: { totalCount: 22 } });
    expect(data.own.stations.nodes[0]).toEqual({
      name: '花园街道人大代表联络站',
      openingHours: '周一至周五 8:30–17:00',
      township: { name: '花园街道' },
    });
    expect(data.own.suggestions.nodes).toEqual([
      {
        id: expect.stringMatching(/^230103-SG-\d{4}-000001$/),
        title: '王岗镇主街夜间照明',
        status: 'SUBMITTED',
        station: { name: '王岗镇人大代表联络站' },
        timeline: { nodes: [{ act: 'submit' }] },
      },
    ]);
    expect(data.other.name).toBe('道里区');
  });

  test('tells its events through the graph, also those from while it was away', async () => {
    const query = (after: string | null) => `subscription {
      event: districtSuggestionEvents(divisionCode: "230103", after: ${JSON.stringify(after)}) { cursor act suggestionId }
    }`;
    const reader = await graph.keys.bearer({ role: 'system', divisionCode: '230100' });
    await using client = openWsClient(gateway.url, reader);
    const [first] = await client.take(1, query(null), {});
    const { cursor, suggestionId: id } = (first?.data as Json).event;
    await system.act('register', { id });
    await system.restart();
    await system.act('assign', { id, organ: '南岗区城市管理局' });
    const rest = await client.take(2, query(cursor), {});
    expect(rest.map(({ data }) => (data as Json).event.act)).toEqual(['register', 'assign']);
  });

  test('is followed by network beside the other districts: its cases are in the list of all levels', async () => {
    await using database = await createTestDatabase('network');
    const ownFeed = { level: 'DISTRICT', url: system.url.replace('http', 'ws'), partition: '230103' } as const;
    const feeds = graph.networkConfig.feeds.flatMap((feed) =>
      feed.level === 'DISTRICT' ? [{ ...feed, partition: 'others' }, ownFeed] : [feed],
    );
    const config = { ...graph.networkConfig, port: 0, databaseUrl: database.url, feeds };
    const network = await startNetwork(config, { logger: createLogger('network', 'silent') });
    try {
      await network.caughtUp();
      const query = '{ suggestions(filter: { status: [ASSIGNED] }) { nodes { __typename id } } }';
      const response = await fetch(network.url, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ query }),
      });
      const { data } = (await response.json()) as Json;
      expect(data.suggestions.nodes).toEqual([
        { __typename: 'DistrictSuggestion', id: expect.stringMatching(/^230103-SG-\d{4}-000001$/) },
      ]);
    } finally {
      await network.stop();
    }
  });

  test('is history of the registry, and gone from the graph when it is removed', async () => {
    expect(await commandOutput(['list'], operator)).toContain(system.url);
    // A client asked for the field that is only there.
    const removal = ['remove', 'district', '--partition', '230103'];
    expect(await runCommand(removal, vendor)).toMatchObject({
      code: 1,
      stderr: expect.stringContaining('openingHours'),
    });
    await commandOutput([...removal, '--force'], operator);
    expect(await commandOutput(['list'], operator)).not.toContain(system.url);
    const query = '{ district(code: "230103") { suggestions { nodes { id } } } }';
    await until(async () => (await ask(query)).data?.district?.suggestions?.nodes.length === 0);
  });
});

/** Waits for what the gateway's poll of the registry brings within its interval. */
async function until(isSo: () => Promise<boolean>): Promise<void> {
  const begin = performance.now();
  while (!(await isSo())) {
    if (performance.now() - begin > 10_000) throw new Error('It has not come in 10 s.');
    await delay(50);
  }
}
