import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { startProcessGraph, until, type ProcessGraph } from '../support/process-graph.ts';
import {
  playGraphActs,
  systemSender,
  takeLiveCursor,
  wholeLife,
  type SendOperation,
} from '../support/whole-graph.acts.ts';
import { commandOutput } from '../support/whole-graph.process.ts';
import { levelNames } from '../support/whole-graph.ts';
import { openWsClient } from '../support/ws-client.ts';

let graph: ProcessGraph;

beforeAll(async () => {
  graph = await startProcessGraph({ seed: 'demo' });
}, 90_000);

afterAll(() => graph[Symbol.asyncDispose]());

const send: SendOperation = (query, request) => graph.query(query, request);

interface Change {
  readonly cursor: string;
  readonly act: string;
  readonly suggestion: { readonly id: string; readonly title: string };
}

const live = `subscription ($after: Cursor, $id: ID) { suggestionStatusChanged(after: $after, filter: { suggestionId: $id }) {
  cursor act suggestion { id title }
} }`;

async function takeChanges(count: number, variables: Record<string, unknown>): Promise<Change[]> {
  await using client = await graph.connect({ as: systemSender });
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
  await until('the gateway is ready', () => graph.isReady('gateway'));
  await until('network has caught up', () => graph.isReady('network'));
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
  await graph.kill('district');
  const query = '{ city(code: "230100") { name } township(code: "230102001") { name } }';
  const answer = await send(query, { variables: {}, as: undefined });
  expect(answer.data).toEqual({ city: { name: '哈尔滨市' }, township: null });
  expect(answer.errors.map(({ extensions }) => extensions)).toEqual([
    { code: 'SUBGRAPH_UNAVAILABLE', subgraph: 'district' },
  ]);
  await graph.start('district');
  const item = await playGraphActs(send, 'district', ['submit', 'review'], { title: '之后' });
  const changes = await takeChanges(3, { after, id: item.id });
  expect(changes.map(({ act, suggestion }) => [act, suggestion.title])).toEqual([
    ['draft', '之后'],
    ['submit', '之后'],
    ['review', '之后'],
  ]);
}, 60_000);

test('clients that come and go while network is down leave the gateway standing', async () => {
  await graph.kill('network');
  for (let visit = 0; visit < 5; visit += 1) {
    await using client = openWsClient(graph.urlOf('gateway'));
    const results = client.results(live);
    void results.next().catch(() => undefined);
    await client.take(1, '{ __typename }');
    await results.return!();
  }
  expect((await fetch(new URL('/health/live', graph.urlOf('gateway')))).status).toBe(200);
  await graph.start('network');
  await until('the gateway is ready', () => graph.isReady('gateway'));
}, 60_000);

test('liaison network rebuild, while all run, gives the same network, and cursors of before go on', async () => {
  await until('network has caught up', () => graph.isReady('network'));
  const after = await takeLiveCursor(graph);
  const { id } = await playGraphActs(send, 'township', ['submit']);
  await takeChanges(2, { after, id });
  const before = await readNetwork();
  const report = JSON.parse(await commandOutput(['network', 'rebuild'], graph.environments.network)) as Record<
    string,
    unknown
  >;
  expect(report['suggestions']).toBeGreaterThan(1_200);
  await until('network has caught up', () => graph.isReady('network'));
  expect(await readNetwork()).toEqual(before);
  const later = await playGraphActs(send, 'township', ['submit']);
  for (const each of [id, later.id]) {
    const changes = await takeChanges(2, { after, id: each });
    expect(changes.map(({ act }) => act)).toEqual(['draft', 'submit']);
  }
}, 60_000);

test('SIGTERM ends every process with code 0 and nothing on its error output', async () => {
  for (const name of ['gateway', 'network', ...levelNames] as const) {
    graph.running(name).kill('SIGTERM');
    const { code, stderr } = await graph.running(name).ended;
    expect({ name, code, stderr: stderr.replaceAll(/^\{.*\}\n/gm, '') }).toEqual({ name, code: 0, stderr: '' });
  }
}, 60_000);
