import { describe, expect, test } from '@jest/globals';
import { readSigningKey } from '../../../shared/auth/signing-key.ts';
import { trimLog } from '../../../shared/events/trim-log.ts';
import { createLogger } from '../../../shared/telemetry/logger.ts';
import { createTestFolder } from '../../support/whole-graph.process.ts';
import { startNetwork, type RunningNetwork } from '../../../subgraphs/network/app.ts';
import type { NetworkConfig } from '../../../subgraphs/network/config.ts';
import { rebuildNetwork } from '../../../subgraphs/network/rebuild.ts';
import { startTestLevel, type Sender, type TestLevel, type TestLevelOptions } from '../../support/level-harness.ts';
import { act, caseIn, sendDraft, type CaseRef } from '../../support/level-harness.cases.ts';
import { compareWithNetwork } from '../../../cli/log/verify-logs.ts';
import { openReadModel } from '../../../subgraphs/network/projection/open-read-model.ts';
import { insertSample } from '../../support/level-harness.sample.ts';
import { createTestDatabase, type TestDatabase } from '../../support/test-database.ts';
import { createTestKeys, type TestKeys } from '../../support/tokens.ts';
import { openWsClient } from '../../support/ws-client.ts';
import { deputy } from './case-ids.ts';

const logger = createLogger('network', 'silent');

/** Three levels of one installation: each has a database of its own, all have one set of keys. */
async function startLevels(
  options: Pick<TestLevelOptions, 'clock' | 'clockInterval'> = {},
): Promise<{ levels: TestLevel[]; keys: TestKeys } & AsyncDisposable> {
  const owned = new AsyncDisposableStack();
  const keys = owned.use(await createTestKeys());
  const levels: TestLevel[] = [];
  for (const name of ['city', 'district', 'township'] as const) {
    const testDatabase = owned.use(await createTestDatabase(name));
    const level = owned.use(await startTestLevel(name, { ...options, beside: { keys, testDatabase } }));
    await insertSample(name, level.service.database);
    levels.push(level);
  }
  return { levels, keys, [Symbol.asyncDispose]: () => owned.disposeAsync() };
}

async function draftAndSubmit(level: TestLevel, number: number): Promise<string> {
  const { type, divisionCode } = level.profile;
  const as: Sender = { role: 'deputy', divisionCode, deputyId: deputy(number) };
  const drafted = await level.run(
    `mutation ($divisionCode: DivisionCode!) { draft${type}(divisionCode: $divisionCode, input: { title: "路灯", content: "请修路灯" }) { id } }`,
    { variables: { divisionCode }, as },
  );
  const { id } = drafted.data[`draft${type}`] as { id: string };
  const submitted = await level.run(`mutation { submit${type}(id: "${id}", expectedVersion: 1) { id } }`, { as });
  expect(submitted.errors).toEqual([]);
  return id;
}

function configOf({ levels, keys }: { levels: TestLevel[]; keys: TestKeys }, { target }: TestDatabase): NetworkConfig {
  return {
    host: '127.0.0.1',
    port: 0,
    dataDir: keys.folder,
    database: target,
    redisUrl: process.env['TEST_REDIS_URL'],
    cursorSecret: undefined,
    jwksFile: keys.files.jwksFile,
    privateKeyFile: keys.files.privateKeyFile,
    startupTimeout: 20_000,
    logLevel: 'silent',
    feeds: levels.map(({ profile, service }) => ({
      level: profile.level,
      url: service.url.replace(/^http/, 'ws'),
    })),
  };
}

async function ask(network: RunningNetwork, query: string) {
  const body = JSON.stringify({ query });
  const response = await fetch(network.url, { method: 'POST', headers: { 'content-type': 'application/json' }, body });
  return (await response.json()) as { data: never; errors?: unknown };
}

describe('network over the real levels', () => {
  test('a secret case never gets there, or goes when it becomes secret; a rebuild finds the same', async () => {
    await using installation = await startLevels();
    await using testDatabase = await createTestDatabase('network');
    const config = configOf(installation, testDatabase);
    const network = await startNetwork(config, { logger });
    const readModel = await openReadModel(config, logger);
    // Without the places of rows in the unified log, which a rebuild may weave in another order.
    const isPlace = (column: string): boolean => /^(position|(city|district|township)_sequence)$/.test(column);
    const tables = async (): Promise<string[]> => {
      const names = ['suggestion_view', 'suggestion_signer', 'suggestion_organ', 'reached_status', 'status_change'];
      const dumps = names.map(async (name) => {
        const rows = await readModel.fork().execute<object[]>(`select * from ${name}`);
        return rows.map((row) => [name, ...Object.entries(row).filter(([column]) => !isPlace(column))]);
      });
      return (await Promise.all(dumps))
        .flat()
        .map((row) => JSON.stringify(row))
        .sort();
    };
    try {
      const secrets: string[] = [];
      for (const level of installation.levels) {
        await caseIn(level, 'ASSIGNED');
        const open = await caseIn(level, 'REGISTERED');
        await network.caughtUp();
        const before = JSON.stringify(await tables());
        expect(before).toContain(open.id);
        await act(level, 'classify', open);
        const drafted = (await sendDraft(level, { isSecret: true })).data as { result: CaseRef };
        secrets.push(open.id, (await act(level, 'submit', drafted.result)).id);
      }
      await network.caughtUp();
      const after = await tables();
      for (const id of secrets) expect(JSON.stringify(after)).not.toContain(id);
      for (const id of secrets)
        expect(await ask(network, `{ suggestion(id: "${id}") { id } }`)).toMatchObject({ data: { suggestion: null } });
      const report = await rebuildNetwork(config, { logger });
      expect(report.suggestions).toBe(3);
      expect(await tables()).toEqual(after);
      for (const { profile, service } of installation.levels) {
        const compared = await compareWithNetwork(profile.level, service.database, readModel);
        expect(compared).toMatchObject({ isWhole: true });
      }
    } finally {
      await readModel.close();
      await network.stop();
    }
  });

  test('follows what is done at each level, live, and a rebuild changes nothing', async () => {
    await using installation = await startLevels();
    const [city, district, township] = installation.levels as [TestLevel, TestLevel, TestLevel];
    await using testDatabase = await createTestDatabase('network');
    const config = configOf(installation, testDatabase);
    const network = await startNetwork(config, { logger });
    const client = openWsClient(network.url);
    try {
      const first = await draftAndSubmit(city, 1);
      await network.caughtUp();
      const changes = client.results('subscription { suggestionStatusChanged { to suggestion { id } } }');
      const next = changes.next();
      // The place of a new subscription is known to be taken once a later request on its socket is answered.
      await client.take(1, '{ suggestions { totalCount } }');
      const second = await draftAndSubmit(district, 2);
      const third = await draftAndSubmit(township, 3);
      expect((await next).value).toEqual({
        data: { suggestionStatusChanged: { to: 'SUBMITTED', suggestion: { id: second } } },
      });
      await network.caughtUp();
      const query = '{ suggestions(orderBy: SUBMITTED_AT_ASC) { totalCount nodes { __typename id } } }';
      const expected = {
        data: {
          suggestions: {
            totalCount: 3,
            nodes: [
              { __typename: 'CitySuggestion', id: first },
              { __typename: 'DistrictSuggestion', id: second },
              { __typename: 'TownshipSuggestion', id: third },
            ],
          },
        },
      };
      expect(await ask(network, query)).toEqual(expected);
      const report = await rebuildNetwork(config, { logger });
      expect(report).toEqual({ suggestions: 3, changes: 6, positions: { CITY: 2, DISTRICT: 2, TOWNSHIP: 2 } });
      expect(await ask(network, query)).toEqual(expected);
      await city.stop();
      await city.start();
      const fourth = await draftAndSubmit(city, 4);
      await network.caughtUp();
      expect(await ask(network, `{ suggestion(id: "${fourth}") { id } }`)).toEqual({
        data: { suggestion: { id: fourth } },
      });
    } finally {
      await client[Symbol.asyncDispose]();
      await network.stop();
    }
  });

  test('brings what the clocks of the levels tell to its live changes', async () => {
    let now = new Date('2026-03-02T04:00:00Z');
    await using installation = await startLevels({ clock: () => now, clockInterval: 10 });
    const ids: string[] = [];
    for (const level of installation.levels) ids.push((await caseIn(level, 'HANDLING')).id);
    await using testDatabase = await createTestDatabase('network');
    const network = await startNetwork(configOf(installation, testDatabase), { logger });
    const client = openWsClient(network.url);
    try {
      await network.caughtUp();
      const changes = client.results(
        'subscription { suggestionStatusChanged { act from to actorRole suggestion { id } } }',
      );
      const first = changes.next();
      await client.take(1, '{ suggestions { totalCount } }');
      now = new Date('2026-06-03T04:00:00Z');
      const told = [await first, await changes.next(), await changes.next()].map(
        ({ value }) =>
          (value as { data: { suggestionStatusChanged: { suggestion: { id: string } } } }).data.suggestionStatusChanged,
      );
      const notice = { act: 'overdue', from: 'HANDLING', to: 'HANDLING', actorRole: 'SYSTEM' };
      expect(told).toEqual(expect.arrayContaining(ids.map((id) => ({ ...notice, suggestion: { id } }))));
    } finally {
      await client[Symbol.asyncDispose]();
      await network.stop();
    }
  });

  test('is not built anew from a log that was trimmed: it refuses, keeps what it has, and goes on', async () => {
    await using installation = await startLevels();
    const [city, district, township] = installation.levels as [TestLevel, TestLevel, TestLevel];
    await using testDatabase = await createTestDatabase('network');
    await using folder = await createTestFolder();
    const config = configOf(installation, testDatabase);
    const network = await startNetwork(config, { logger });
    try {
      for (const [index, level] of [city, district, township].entries()) await draftAndSubmit(level, index + 1);
      await network.caughtUp();
      const key = await readSigningKey(installation.keys.files.privateKeyFile);
      const before = new Date(Date.now() + 60_000);
      await trimLog(district.service.database, { name: 'district', before, folder: folder.path, key });
      await expect(rebuildNetwork(config, { logger })).rejects.toMatchObject({
        code: 'LOG_TRIMMED',
        message: expect.stringContaining('that of district begins with event 3'),
      });
      await draftAndSubmit(district, 4);
      await network.caughtUp();
      expect(await ask(network, '{ suggestions { totalCount } }')).toEqual({
        data: { suggestions: { totalCount: 4 } },
      });
    } finally {
      await network.stop();
    }
  });
});
