import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { createLogger } from '../../shared/telemetry/logger.ts';
import { rebuildNetwork } from '../../subgraphs/network/rebuild.ts';
import { gatherCrowd, type CrowdReport } from '../support/crowd.ts';
import { expectSameCases, expectSameModel, expectSoundLevel, readModelOf } from '../support/crowd.checks.ts';
import { expectCompleteHandUps } from '../support/hand-up.checks.ts';
import { levelNames, startWholeGraph, type WholeGraph } from '../support/whole-graph.ts';

/** `npm run crowd` goes on for a minute. */
const seconds = Number(process.env['CROWD_SECONDS'] ?? 5);
const seed = process.env['CROWD_SEED'] ?? 'crowd';

let graph: WholeGraph;
beforeAll(async () => {
  graph = await startWholeGraph({ seed: 'none', districts: ['230102'] });
});
afterAll(async () => {
  await graph[Symbol.asyncDispose]();
});

test(
  `50 clients act on 100 cases for ${seconds} seconds: nothing is lost, nothing is there twice`,
  async () => {
    const crowd = await gatherCrowd({ send: graph.query, seed, clients: 50, cases: 100 });
    const report = await crowd.act(AbortSignal.timeout(seconds * 1_000));
    expect({ faults: report.faults.slice(0, 5), unknown: report.unknown.slice(0, 5) }).toEqual({
      faults: [],
      unknown: [],
    });
    expect(report.done.length).toBeGreaterThan(100);
    expect(report.refusals.get('CONFLICT')).toBeGreaterThan(0);

    const [city, district, township] = [graph.city.database, graph.district.database, graph.township.database];
    await expectCompleteHandUps({ city, district, township });
    await graph.network.caughtUp();
    for (const name of levelNames) await expectSoundLevel(name, graph[name].database, report);
    const databases = levelNames.map((name) => graph[name].database);
    await expectSameCases(graph.network.database, databases);
    const before = await readModelOf(graph.network.database);
    await rebuildNetwork(graph.networkConfig, {
      logger: createLogger('test', 'silent'),
      ...(graph.bus && { bus: graph.bus }),
    });
    await graph.network.caughtUp();
    expectSameModel(await readModelOf(graph.network.database), before);
    if (process.env['CROWD_SECONDS']) process.stdout.write(`${summaryOf(report)}\n`);
  },
  (seconds + 120) * 1_000,
);

function summaryOf({ done, refusals, times }: CrowdReport): string {
  const sorted = times.toSorted((left, right) => left - right);
  const at = (share: number): string => `${Math.round(sorted[Math.floor(sorted.length * share)] ?? 0)} ms`;
  const refused = [...refusals].map(([code, count]) => `${code} ${count}`).join(', ');
  return `${done.length} acts done (half within ${at(0.5)}, 99 of 100 within ${at(0.99)}); refused: ${refused}`;
}
