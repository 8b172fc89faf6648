import { setTimeout as pause } from 'node:timers/promises';
import { beforeAll, describe, expect, test } from '@jest/globals';
import { rebuildNetwork } from '../../subgraphs/network/rebuild.ts';
import { createLogger } from '../../shared/telemetry/logger.ts';
import { playGraphActs, systemSender, takeLiveCursor, codesOf } from '../support/whole-graph.acts.ts';
import {
  engines,
  levelNames,
  serviceNames,
  type Engine,
  type ServiceName,
  type WholeGraph,
} from '../support/whole-graph.ts';

let graph: WholeGraph;

/** One root field of each subgraph. */
const everything = `query ($suggestion: ID!) {
  city: city(code: "230100") { name districts { code name } }
  district: township(code: "230102001") { name stations(first: 5) { nodes { name } } }
  township: community(code: "230102001001") { name homes(first: 5) { nodes { name } } }
  network: suggestion(id: $suggestion) { id }
}`;

const changes = `subscription ($after: Cursor) { suggestionStatusChanged(after: $after) { cursor act level suggestion { id } } }`;

interface SeenChange {
  readonly act: string;
  readonly level: string;
  readonly suggestion: { readonly id: string };
}

/** All that the read model holds, but for the order in which the levels' events were woven together. */
async function readModel() {
  const em = graph.network.database.fork();
  const views = await em.execute<object[]>('select * from suggestion_view order by id');
  const signers = await em.execute<object[]>('select * from suggestion_signer order by suggestion_id, deputy_id');
  const organs = await em.execute<object[]>('select * from suggestion_organ order by suggestion_id, organ');
  const events = await em.execute<object[]>(
    'select level, sequence, hash, suggestion_id, act, from_status, to_status from status_change order by level, sequence',
  );
  const statistics = await graph.query(
    `{ city(code: "230100") { statistics { total overdue replied byStatus { status count } } districts { code statistics { total overdue } } } }`,
  );
  return { views, signers, organs, events, statistics };
}

async function readiness(engine: Engine): Promise<{ status: number; down: ServiceName[] }> {
  const response = await fetch(new URL('/health/ready', graph.gateway(engine).url));
  const { subgraphs } = (await response.json()) as { subgraphs: { name: ServiceName; state: string }[] };
  return { status: response.status, down: subgraphs.filter(({ state }) => state === 'down').map(({ name }) => name) };
}

async function untilReady(engine: Engine): Promise<void> {
  const deadline = Date.now() + 10_000;
  while ((await readiness(engine)).status !== 200) {
    if (Date.now() > deadline) throw new Error('The gateway does not become ready again.');
    await pause(50);
  }
}

/** Services that go down and come back, and a read model that is built anew. */
export function describeOutages(graphOf: () => WholeGraph): void {
  beforeAll(() => {
    graph = graphOf();
  });
  describe.each(serviceNames)('while %s is down', (name) => {
    test('the rest of the graph answers, errors name it, readiness says so, and it heals without a restart', async () => {
      const { id } = await playGraphActs(graph.query, 'city', ['submit']);
      await graph.network.caughtUp();
      const ask = (engine: Engine) => graph.query(everything, { variables: { suggestion: id }, engine });
      const whole = await ask('liaison');
      expect(whole.errors).toEqual([]);

      await graph.stop(name);
      for (const engine of engines) {
        const answer = await ask(engine);
        expect(answer.status).toBe(200);
        expect(answer.data).toEqual({ ...whole.data, [name]: null });
        expect(answer.errors).toEqual([
          expect.objectContaining({
            message: expect.stringContaining(`"${name}"`),
            path: [name],
            extensions: expect.objectContaining({ code: 'SUBGRAPH_UNAVAILABLE', subgraph: name }),
          }),
        ]);
        expect(JSON.stringify(answer.errors)).not.toContain('127.0.0.1');
        expect(await readiness(engine)).toEqual({ status: 503, down: [name] });
        expect((await fetch(new URL('/health/live', graph.gateway(engine).url))).status).toBe(200);
      }

      await graph.start(name);
      for (const engine of engines) {
        await untilReady(engine);
        expect(await ask(engine)).toEqual(whole);
      }
    });
  });

  test('a level that is down leaves a gap where its own fields stand, and nothing else', async () => {
    const { id } = await playGraphActs(graph.query, 'city', ['submit']);
    await graph.network.caughtUp();
    const text = `query ($id: ID!) {
      city(code: "230100") { name districts { name stations(first: 1) { nodes { id } } statistics { total } } }
      suggestions(first: 500) { nodes { __typename id title } }
      suggestion(id: $id) { id title }
    }`;
    interface Shown {
      city: { name: string; districts: { name: string; stations: unknown; statistics: { total: number } }[] };
      suggestions: { nodes: ({ __typename: string; title: string } | null)[] };
      suggestion: { title: string };
    }
    const ask = (engine: Engine) => graph.query(text, { variables: { id }, engine });
    const whole = (await ask('liaison')).data as unknown as Shown;
    await graph.stop('district');
    for (const engine of engines) {
      const answer = await ask(engine);
      const shown = answer.data as unknown as Shown;
      expect(new Set(codesOf(answer))).toEqual(new Set(['SUBGRAPH_UNAVAILABLE']));
      const districts = whole.city.districts.map((district) => ({ ...district, stations: null }));
      expect(shown.city).toEqual({ ...whole.city, districts });
      expect(shown.suggestion).toEqual(whole.suggestion);
      const nodes = whole.suggestions.nodes.map((node) => (node?.__typename === 'DistrictSuggestion' ? null : node));
      expect(shown.suggestions.nodes).toEqual(nodes);
    }
    await graph.start('district');
    for (const engine of engines) await untilReady(engine);
  });

  test('a mutation at a level that is down fails as a whole and is not repeated when the level comes back', async () => {
    const before = await graph.township.log.position();
    await graph.stop('township');
    const text = `mutation { draftTownshipSuggestion(divisionCode: "230102101", input: { title: "路", content: "灯" }) { id } }`;
    const as = { role: 'deputy', divisionCode: '230102101', deputyId: '230100-D000001' } as const;
    for (const engine of engines) {
      const answer = await graph.query(text, { as, engine });
      expect([answer.data, codesOf(answer)]).toEqual([null, ['SUBGRAPH_UNAVAILABLE']]);
    }
    await graph.start('township');
    expect(await graph.township.log.position()).toBe(before);
  });

  describe('a rebuild of the network while everything runs', () => {
    test('gives the same read model, and subscriptions go on from cursors of before', async () => {
      const after = await takeLiveCursor(graph);
      for (const level of levelNames) await playGraphActs(graph.query, level, ['submit', 'review']);
      await graph.network.caughtUp();
      const before = await readModel();
      await using follower = await graph.connect({ as: systemSender });
      const during = follower.take(18, changes, { after });

      const { bus, networkConfig } = graph;
      const logger = createLogger('rebuild', 'silent');
      const report = await rebuildNetwork(networkConfig, { logger, ...(bus && { bus }) });
      expect(report.suggestions).toBe(before.views.length);
      expect(report.changes).toBe(before.events.length);
      expect(await readModel()).toEqual(before);

      for (const level of levelNames) await playGraphActs(graph.query, level, ['submit', 'review']);
      await using late = await graph.connect({ as: systemSender });
      const afterwards = await late.take(18, changes, { after });
      for (const results of [await during, afterwards]) {
        const seen = results.map(
          ({ data }) => (data as { suggestionStatusChanged: SeenChange }).suggestionStatusChanged,
        );
        expect(new Set(seen.map(({ suggestion, act }) => `${suggestion.id} ${act}`)).size).toBe(18);
        for (const level of levelNames) {
          const ofLevel = seen.filter((change) => change.level === level.toUpperCase());
          expect(ofLevel.map(({ act }) => act)).toEqual(['draft', 'submit', 'review', 'draft', 'submit', 'review']);
        }
      }
    }, 60_000);
  });
}
