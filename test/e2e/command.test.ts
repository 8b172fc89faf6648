import { once } from 'node:events';
import { stat } from 'node:fs/promises';
import { createServer, type AddressInfo } from 'node:net';
import { join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { freePort } from '../support/free-port.ts';
import { createTestKeys } from '../support/tokens.ts';
import {
  commandOutput,
  createTestFolder,
  runCommand,
  startProcess,
  type ProcessEnd,
} from '../support/whole-graph.process.ts';
import { postOperation } from '../support/whole-graph.ts';
import { openWsClient } from '../support/ws-client.ts';
import {
  createInstallation,
  fileOptions,
  harbinFiles,
  ofLevels,
  otherCity,
  writeDivisionFiles,
} from '../support/installation.ts';
import { divisionCounts } from './division-counts.fixture.ts';

const counts = `{ city(code: "230100") { name center { name } districts { code
  townships(first: 500) { totalCount nodes { communities(first: 0) { totalCount } } }
  stations(first: 0) { totalCount }
} } suggestions(first: 1) { totalCount } }`;

describe('liaison divisions import', () => {
  test('loads the city, a second time changes nothing, and another city leaves the first alone', async () => {
    await using installation = await createInstallation();
    const environment = ofLevels(installation);
    const first = await commandOutput(['divisions', 'import', ...harbinFiles], environment);
    expect(first.split('\n')).toEqual([
      'district: 18 districts, 18 added, 0 changed, 0 closed, 0 unchanged',
      'township: 328 townships, 328 added, 0 changed, 0 closed, 0 unchanged',
      'community: 3,158 communities, 3,158 added, 0 changed, 0 closed, 0 unchanged',
      'The divisions are imported.',
    ]);
    await using folder = await createTestFolder();
    await writeDivisionFiles(folder.path);
    const other = await commandOutput(['divisions', 'import', ...fileOptions('2302', folder.path)], environment);
    expect(other.split('\n').slice(0, 3)).toEqual([
      'district: 1 districts, 1 added, 0 changed, 0 closed, 0 unchanged',
      'township: 2 townships, 2 added, 0 changed, 0 closed, 0 unchanged',
      'community: 3 communities, 3 added, 0 changed, 0 closed, 0 unchanged',
    ]);

    const second = await commandOutput(['divisions', 'import', ...harbinFiles], environment);
    expect(second.split('\n')).toEqual([
      'district: 18 districts, 0 added, 0 changed, 0 closed, 18 unchanged',
      'township: 328 townships, 0 added, 0 changed, 0 closed, 328 unchanged',
      'community: 3,158 communities, 0 added, 0 changed, 0 closed, 3,158 unchanged',
      'Nothing changed: these divisions were here already.',
    ]);
  }, 60_000);

  test('loads nothing of files with faults and names each with its file and line', async () => {
    await using installation = await createInstallation();
    await using folder = await createTestFolder();
    const options = ['divisions', 'import', ...fileOptions('2302', folder.path)];
    await writeDivisionFiles(folder.path, {
      streets: [...otherCity.streets, '230299001,"无区街道",230299,23,2302'],
      villages: [...otherCity.villages, '2302020010,"短码社区",230202001,23,2302,230202'],
    });
    const refused = await runCommand(options, ofLevels(installation));
    expect([refused.code, refused.stdout]).toEqual([1, '']);
    expect(refused.stderr).toContain(`${folder.path}/streets.csv:4`);
    expect(refused.stderr).toContain(`${folder.path}/villages.csv:5`);
    expect(refused.stderr).not.toMatch(/^\s+at /m);

    await writeDivisionFiles(folder.path);
    const accepted = await commandOutput(options, ofLevels(installation));
    expect(accepted).toContain('community: 3 communities, 3 added, 0 changed, 0 closed, 0 unchanged');
    const missing = await runCommand(
      ['divisions', 'import', ...fileOptions('2302', '/nowhere')],
      ofLevels(installation),
    );
    expect(missing.code).toBe(1);
    expect(missing.stderr).toContain('/nowhere/areas.csv');
    expect(missing.stderr).not.toMatch(/^\s+at /m);
  }, 60_000);
});

describe('liaison start', () => {
  test('serves an installation with nothing in it but the divisions, and ends within seconds with subscriptions open', async () => {
    await using installation = await createInstallation();
    const { environment, folder } = installation;
    await using service = startProcess(['cli/liaison.ts', 'start'], { ...environment, SEED: 'none' });
    const url = await service.ready;
    expect((await stat(join(folder, 'keys', 'private.jwk'))).mode & 0o777).toBe(0o600);
    const { data, errors } = await postOperation(url, { query: counts });
    expect(errors).toEqual([]);
    expect(data.suggestions.totalCount).toBe(0);
    expect(data.city.center.name).toContain('中心');
    expect(data.city.districts.map(summary)).toEqual(
      divisionCounts.map(({ code, streets, towns, townships, ethnicTownships, quasiUnits, communities }) => ({
        code,
        townships: streets + towns + townships + ethnicTownships + quasiUnits,
        communities,
        stations: 0,
      })),
    );

    // A token of the command is good at the running service.
    const parameters = ['--role', 'deputy', '--division', '230100', '--deputy', '230100-D000001'];
    const token = await commandOutput(['token', ...parameters], { DATA_DIR: folder });
    const draft = `mutation { draftCitySuggestion(divisionCode: "230100", input: { title: "路", content: "灯" }) { id } }`;
    expect((await postOperation(url, { query: draft }, `Bearer ${token}`)).errors).toEqual([]);
    expect((await postOperation(url, { query: draft })).errors[0]?.extensions['code']).toBe('UNAUTHENTICATED');

    const subscription = 'subscription { suggestionStatusChanged { cursor } }';
    await using anonymous = openWsClient(url);
    await using deputy = openWsClient(url, `Bearer ${token}`);
    const waiting = [anonymous, deputy].map((client) => client.take(1, subscription).catch(() => []));
    await Promise.all([anonymous, deputy].map((client) => client.take(1, '{ __typename }')));
    const end = await terminated(service);
    expect(end).toMatchObject({ code: 0, signal: null, stdout: `ready ${url}\n`, stderr: '' });
    await Promise.all(waiting);
    expect((await anonymous.closed).code).toBe(1001);
    expect((await deputy.closed).code).toBe(1001);
  }, 60_000);

  test('seeds a demonstration at the first start and keeps it at the second', async () => {
    await using installation = await createInstallation();
    const environment = { ...installation.environment, SEED: 'demo' };
    const answers: string[] = [];
    for (let start = 0; start < 2; start += 1) {
      await using service = startProcess(['cli/liaison.ts', 'start'], environment);
      const { data, errors } = await postOperation(await service.ready, { query: counts });
      expect(errors).toEqual([]);
      expect(data.suggestions.totalCount).toBeGreaterThan(1_000);
      const stations = data.city.districts.map((district: DistrictCounts) => district.stations.totalCount);
      expect(stations.reduce((sum: number, count: number) => sum + count)).toBe(325);
      answers.push(JSON.stringify(data));
      expect(await terminated(service)).toMatchObject({ code: 0, stderr: '' });
    }
    expect(answers[1]).toBe(answers[0]);
  }, 60_000);

  test.concurrent('tells of all faults of the environment at once', async () => {
    await using folder = await createTestFolder();
    const environment = {
      DATA_DIR: folder.path,
      PORT: '70000',
      LOG_LEVEL: 'loud',
      SEED: 'much',
      CITY_DATABASE_URL: 'postgres://127.0.0.1/city',
      DISTRICT_DATABASE: 'sqlite:x',
      GATEWAY_ENGIN: 'apollo',
      STARTUP_TIMEOUT: 'soon',
    };
    const end = await runCommand(['start'], environment);
    expect([end.code, end.stdout]).toEqual([1, '']);
    for (const name of Object.keys(environment).slice(1)) expect(end.stderr).toMatch(new RegExp(`^ +${name}: `, 'm'));
    expect(end.stderr).toContain('GATEWAY_ENGINE?');
    expect(end.stderr).not.toMatch(/^\s+at /m);
  });

  test.concurrent(
    'ends with a clear message where a database does not answer, and never shows its password',
    async () => {
      await using folder = await createTestFolder();
      const environment = {
        DATA_DIR: folder.path,
        PORT: '0',
        DISTRICT_DATABASE_URL: `mariadb://liaison:not-to-be-shown@127.0.0.1:${await freePort()}/x`,
        STARTUP_TIMEOUT: '2s',
      };
      const end = await runCommand(['start'], environment);
      expect([end.code, end.stdout]).toEqual([1, '']);
      expect(end.stderr).toMatch(/database/i);
      expect(end.stderr).toContain('127.0.0.1');
      expect(end.stderr).not.toContain('not-to-be-shown');
      expect(end.stderr).not.toMatch(/^\s+at /m);
    },
  );

  test.concurrent('ends with a clear message where a port is taken', async () => {
    await using folder = await createTestFolder();
    const server = createServer().listen(0, '127.0.0.1');
    await once(server, 'listening');
    const { port } = server.address() as AddressInfo;
    // City takes the port after the gateway's, and is the first to start.
    const end = await runCommand(['start'], { DATA_DIR: folder.path, PORT: String(port - 1) });
    server.close();
    expect([end.code, end.stdout]).toEqual([1, '']);
    expect(end.stderr).toContain(`127.0.0.1:${port}`);
    expect(end.stderr).not.toMatch(/^\s+at /m);
  });
});

describe('liaison token', () => {
  test.concurrent('refuses a deputy without an id', async () => {
    await using keys = await createTestKeys();
    const environment = { AUTH_PRIVATE_KEY_FILE: keys.files.privateKeyFile };
    const end = await runCommand(['token', '--role', 'deputy', '--division', '230100'], environment);
    expect([end.code, end.stdout]).toEqual([1, '']);
    expect(end.stderr).toContain('--deputy');
    expect(end.stderr).not.toMatch(/^\s+at /m);
  });

  test.concurrent('says how to make the key where there is none', async () => {
    await using folder = await createTestFolder();
    const end = await runCommand(['token', '--role', 'city-clerk', '--division', '230100'], { DATA_DIR: folder.path });
    expect([end.code, end.stdout]).toEqual([1, '']);
    expect(end.stderr).toContain('keys create');
  });
});

interface DistrictCounts {
  readonly code: string;
  readonly townships: { totalCount: number; nodes: readonly { communities: { totalCount: number } }[] };
  readonly stations: { totalCount: number };
}

function summary({ code, townships, stations }: DistrictCounts) {
  const communities = townships.nodes.reduce((sum, township) => sum + township.communities.totalCount, 0);
  return { code, townships: townships.totalCount, communities, stations: stations.totalCount };
}

/** Ends with SIGTERM; longer than a few seconds is a failure. */
async function terminated(service: ReturnType<typeof startProcess>): Promise<ProcessEnd> {
  const started = performance.now();
  service.kill('SIGTERM');
  const end = await service.ended;
  expect(performance.now() - started).toBeLessThan(5_000);
  return end;
}
