import { mkdtemp } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { readSigningKey } from '../../shared/auth/signing-key.ts';
import { issueToken } from '../../shared/auth/token-issuer.ts';
import {
  playGraphActs,
  systemSender,
  takeLiveCursor,
  wholeLife,
  type LiveGraph,
  type SendOperation,
} from '../support/whole-graph.acts.ts';
import {
  commandOutput,
  startProcess,
  type ProcessEnvironment,
  type RunningProcess,
} from '../support/whole-graph.process.ts';
import { levelNames, postOperation, type ServiceName } from '../support/whole-graph.ts';
import { openWsClient } from '../support/ws-client.ts';
import { createInstallation, ofLevels, type Installation } from './command.fixture.ts';

type ProcessName = ServiceName | 'gateway';

/** Five processes that share nothing but keys and a secret, each with a data folder of its own, as containers have. */
let installation: Installation;
let environments: Record<ProcessName, ProcessEnvironment>;
const running = new Map<ProcessName, RunningProcess>();
const urls = new Map<ProcessName, string>();

const fileOf = (name: ProcessName): string => (name === 'gateway' ? 'gateway/main.ts' : `subgraphs/${name}/main.ts`);
const urlOf = (name: ProcessName): string => urls.get(name)!;

/** On the port that it had before, if it ran before. */
async function start(name: ProcessName): Promise<void> {
  const known = urls.get(name);
  const port = known === undefined ? {} : { PORT: new URL(known).port };
  const started = startProcess([fileOf(name)], { ...environments[name], ...port });
  running.set(name, started);
  urls.set(name, await started.ready);
}

beforeAll(async () => {
  installation = await createInstallation();
  const { folder } = installation;
  const keys = {
    AUTH_JWKS_FILE: join(folder, 'shared', 'jwks.json'),
    AUTH_PRIVATE_KEY_FILE: join(folder, 'shared', 'private.jwk'),
  };
  await commandOutput(['keys', 'create'], keys);
  await commandOutput(['seed'], { ...ofLevels(installation), SEED: 'demo' });
  const { REDIS_URL, ...databases } = installation.environment;
  const of = async (name: ProcessName, more: ProcessEnvironment): Promise<ProcessEnvironment> => ({
    PORT: '0',
    DATA_DIR: await mkdtemp(join(folder, `${name}-`)),
    AUTH_JWKS_FILE: keys.AUTH_JWKS_FILE,
    ...(name !== 'gateway' && { REDIS_URL, CURSOR_SECRET: 'of-the-test-only'.repeat(2) }),
    ...more,
  });
  environments = {
    city: await of('city', { CITY_DATABASE_URL: databases['CITY_DATABASE_URL'] }),
    district: await of('district', { DISTRICT_DATABASE_URL: databases['DISTRICT_DATABASE_URL'] }),
    township: await of('township', { TOWNSHIP_DATABASE_URL: databases['TOWNSHIP_DATABASE_URL'] }),
    network: {},
    gateway: {},
  };
  await Promise.all(levelNames.map(start));
  environments.network = await of('network', {
    NETWORK_DATABASE_URL: databases['NETWORK_DATABASE_URL'],
    NETWORK_FEEDS: levelNames.map((level) => `${level}=${urlOf(level).replace('http', 'ws')}`).join(),
    AUTH_PRIVATE_KEY_FILE: keys.AUTH_PRIVATE_KEY_FILE,
  });
  await start('network');
  const subgraphs = [...levelNames, 'network' as const].map((name) => `${name}=${urlOf(name)}`).join();
  environments.gateway = await of('gateway', { GATEWAY_SUBGRAPHS: subgraphs, GATEWAY_ENGINE: 'liaison' });
  await start('gateway');
}, 90_000);

afterAll(async () => {
  for (const child of running.values()) await child[Symbol.asyncDispose]();
  await installation[Symbol.asyncDispose]();
});

const headerOf = async (as: Parameters<SendOperation>[1]['as']): Promise<string | undefined> => {
  if (typeof as !== 'object') return as;
  const signing = await readSigningKey(environments.network['AUTH_PRIVATE_KEY_FILE'] ?? '');
  return `Bearer ${await issueToken(signing, { subject: `test-${as.role}`, name: 'Test', ...as }, 600)}`;
};

const send: SendOperation = async (query, { variables, as }) =>
  postOperation(urlOf('gateway'), { query, variables }, await headerOf(as));

const graph: LiveGraph = {
  query: send,
  connect: async ({ as }) => openWsClient(urlOf('gateway'), await headerOf(as)),
};

async function until(what: string, isSo: () => Promise<boolean>): Promise<void> {
  const deadline = Date.now() + 20_000;
  while (!(await isSo())) {
    if (Date.now() > deadline) throw new Error(`Not within 20 seconds: ${what}.`);
    await pause(50);
  }
}

const isReady = async (name: ProcessName): Promise<boolean> =>
  (await fetch(new URL('/health/ready', urlOf(name)))).status === 200;

interface Change {
  readonly cursor: string;
  readonly act: string;
  readonly suggestion: { readonly id: string; readonly title: string };
}

const live = `subscription ($after: Cursor, $id: ID) { suggestionStatusChanged(after: $after, filter: { suggestionId: $id }) {
  cursor act suggestion { id title }
} }`;

async function takeChanges(count: number, variables: Record<string, unknown>): Promise<Change[]> {
  await using client = openWsClient(urlOf('gateway'), await headerOf(systemSender));
  const results = await client.take(count, live, variables);
  return results.map(({ data, errors }) => {
    if (errors) throw new Error(JSON.stringify(errors));
    return (data as { suggestionStatusChanged: Change }).suggestionStatusChanged;
  });
}

/** What network alone can tell. */
async function readNetwork(): Promise<unknown> {
  const query = `query ($after: Cursor) {
    suggestions(orderBy: UPDATED_AT_DESC, first: 500, after: $after) {
      totalCount nodes { id escalatedFrom { id } escalatedTo { id } } pageInfo { hasNextPage endCursor }
    }
    city(code: "230100") { statistics { total replied overdue byStatus { status count } implementationRate { value } }
      districts { code statistics { total byStatus { count } } } }
  }`;
  const pages: unknown[] = [];
  let after: string | null = null;
  do {
    const { data, errors } = await send(query, { variables: { after }, as: undefined });
    expect(errors).toEqual([]);
    const { nodes, totalCount, pageInfo } = data.suggestions;
    pages.push(nodes, totalCount, data.city);
    after = pageInfo.hasNextPage ? pageInfo.endCursor : null;
  } while (after !== null);
  return pages;
}

test('five processes are one graph: acts at every level reach the list and the subscription', async () => {
  await until('the gateway is ready', () => isReady('gateway'));
  await until('network has caught up', () => isReady('network'));
  const after = await takeLiveCursor(graph);
  for (const level of levelNames) {
    const title = `五个进程：${level}`;
    const { id } = await playGraphActs(send, level, wholeLife, { title });
    const changes = await takeChanges(1 + wholeLife.length, { after, id });
    expect(changes.map(({ act }) => act)).toEqual(['draft', ...wholeLife]);
    expect(new Set(changes.map(({ suggestion }) => suggestion.title))).toEqual(new Set([title]));
    const query = 'query ($id: ID!) { suggestion(id: $id) { title status } }';
    const { data } = await send(query, { variables: { id }, as: undefined });
    expect(data.suggestion).toEqual({ title, status: 'CLOSED' });
  }
}, 60_000);

test('a level that is killed comes back into the graph, with cursors and all that was done', async () => {
  const after = await takeLiveCursor(graph);
  running.get('district')!.kill('SIGKILL');
  await running.get('district')!.ended;
  const query = '{ city(code: "230100") { name } township(code: "230102001") { name } }';
  const answer = await send(query, { variables: {}, as: undefined });
  expect(answer.data).toEqual({ city: { name: '哈尔滨市' }, township: null });
  expect(answer.errors.map(({ extensions }) => extensions)).toEqual([
    { code: 'SUBGRAPH_UNAVAILABLE', subgraph: 'district' },
  ]);
  await start('district');
  const item = await playGraphActs(send, 'district', ['submit', 'review'], { title: '之后' });
  const changes = await takeChanges(3, { after, id: item.id });
  expect(changes.map(({ act, suggestion }) => [act, suggestion.title])).toEqual([
    ['draft', '之后'],
    ['submit', '之后'],
    ['review', '之后'],
  ]);
}, 60_000);

test('clients that come and go while network is down leave the gateway standing', async () => {
  running.get('network')!.kill('SIGKILL');
  await running.get('network')!.ended;
  for (let visit = 0; visit < 5; visit += 1) {
    await using client = openWsClient(urlOf('gateway'));
    const results = client.results(live);
    void results.next().catch(() => undefined);
    await client.take(1, '{ __typename }');
    await results.return!();
  }
  expect((await fetch(new URL('/health/live', urlOf('gateway')))).status).toBe(200);
  await start('network');
  await until('the gateway is ready', () => isReady('gateway'));
}, 60_000);

test('liaison network rebuild, while all run, gives the same network, and cursors of before go on', async () => {
  await until('network has caught up', () => isReady('network'));
  const after = await takeLiveCursor(graph);
  const { id } = await playGraphActs(send, 'township', ['submit']);
  await takeChanges(2, { after, id });
  const before = await readNetwork();
  const report = JSON.parse(await commandOutput(['network', 'rebuild'], environments.network)) as Record<
    string,
    unknown
  >;
  expect(report['suggestions']).toBeGreaterThan(1_200);
  await until('network has caught up', () => isReady('network'));
  expect(await readNetwork()).toEqual(before);
  const later = await playGraphActs(send, 'township', ['submit']);
  for (const each of [id, later.id]) {
    const changes = await takeChanges(2, { after, id: each });
    expect(changes.map(({ act }) => act)).toEqual(['draft', 'submit']);
  }
}, 60_000);

test('SIGTERM ends every process with code 0 and nothing on its error output', async () => {
  for (const name of ['gateway', 'network', ...levelNames] as const) {
    running.get(name)!.kill('SIGTERM');
    const { code, stderr } = await running.get(name)!.ended;
    expect({ name, code, stderr: stderr.replaceAll(/^\{.*\}\n/gm, '') }).toEqual({ name, code: 0, stderr: '' });
  }
}, 60_000);
