import { setTimeout as pause } from 'node:timers/promises';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { createRandom } from '../../cli/seed/text/seeded-random.ts';
import { readLevelConfigs, withLevelDatabases, type LevelDatabases } from '../../cli/level/level-databases.ts';
import { readEnvironment } from '../../shared/config/environment.ts';
import { createLogger } from '../../shared/telemetry/logger.ts';
import { networkConfig, networkVariables } from '../../subgraphs/network/config.ts';
import { openReadModel } from '../../subgraphs/network/projection/open-read-model.ts';
import { gatherCrowd } from '../support/crowd.ts';
import { expectSameCases, expectSameModel, expectSoundLevel, isApplied, readModelOf } from '../support/crowd.checks.ts';
import { decideHandUps, expectCompleteHandUps } from '../support/hand-up.checks.ts';
import { processNames, startProcessGraph, until, type ProcessGraph } from '../support/process-graph.ts';
import { commandOutput } from '../support/whole-graph.process.ts';
import { levelNames } from '../support/whole-graph.ts';

/** `npm run crowd` kills twenty times. */
const kills = Number(process.env['CROWD_KILLS'] ?? 3);
const seed = process.env['CROWD_SEED'] ?? 'kills';

let graph: ProcessGraph;
beforeAll(async () => {
  graph = await startProcessGraph({ seed: 'none', levels: { CLOCK_INTERVAL: '200ms' } });
  await until('the gateway is ready', () => graph.isReady('gateway'));
}, 90_000);
afterAll(async () => {
  await graph[Symbol.asyncDispose]();
});

/** Kills one process after the other, each at a moment of chance, and brings each back after another. */
async function killAround(): Promise<void> {
  const random = createRandom(seed);
  let names: (typeof processNames)[number][] = [];
  for (let count = 0; count < kills; count += 1) {
    // Each of them once before any of them twice.
    if (names.length === 0) names = random.shuffle(processNames);
    const name = names.pop()!;
    await pause(random.int(100, 1_200));
    await graph.kill(name);
    await pause(random.int(0, 800));
    await graph.start(name);
  }
}

/** The databases of the three levels, beside the processes that have them. */
async function withLevels<Result>(work: (levels: LevelDatabases) => Promise<Result>): Promise<Result> {
  const { DATA_DIR, CITY_DATABASE_URL } = graph.environments.city;
  const { DISTRICT_DATABASE_URL } = graph.environments.district;
  const { TOWNSHIP_DATABASE_URL } = graph.environments.township;
  const urls = { DATA_DIR, CITY_DATABASE_URL, DISTRICT_DATABASE_URL, TOWNSHIP_DATABASE_URL };
  return withLevelDatabases(readLevelConfigs(urls), work);
}

async function expectNetworkLikeRebuild(levels: LevelDatabases): Promise<void> {
  const { network } = graph.environments;
  const config = networkConfig(readEnvironment(networkVariables, network));
  const model = await openReadModel(config, createLogger('test', 'silent'));
  try {
    await until('network has the logs to their ends', () => isApplied(model, levels));
    await expectSameCases(model, Object.values(levels));
    const before = await readModelOf(model);
    await commandOutput(['network', 'rebuild'], network);
    await until('network has the logs again', () => isApplied(model, levels));
    expectSameModel(await readModelOf(model), before);
  } finally {
    await model.close();
  }
}

test(
  `of services that are killed at their work ${kills} times nothing is lost and nothing is there twice`,
  () =>
    withLevels(async (levels) => {
      const crowd = await gatherCrowd({ send: graph.query, seed, clients: 50, cases: 100 });
      const ending = new AbortController();
      const acting = crowd.act(ending.signal);
      const deciding = decideHandUps(levels, { send: graph.query, seed, signal: ending.signal });
      await killAround().finally(() => ending.abort());
      const [report] = await Promise.all([acting, deciding]);
      expect(report.faults.slice(0, 5)).toEqual([]);
      expect(report.done.length).toBeGreaterThan(100);
      for (const name of processNames) await until(`${name} is ready`, () => graph.isReady(name));
      const handUps = await expectCompleteHandUps(levels);
      for (const name of levelNames) await expectSoundLevel(name, levels[name], report);
      await expectNetworkLikeRebuild(levels);
      if (process.env['CROWD_KILLS'])
        process.stdout.write(
          `${report.done.length} acts done, ${report.unknown.length} without an answer, ${handUps} hand-ups, ${kills} kills\n`,
        );
    }),
  (kills * 20 + 120) * 1_000,
);
