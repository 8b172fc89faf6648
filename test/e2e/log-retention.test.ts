import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from '@jest/globals';
import { startTestLevel } from '../support/level-harness.ts';
import { caseIn } from '../support/level-harness.cases.ts';
import { until } from '../support/process-graph.ts';
import { commandOutput, createTestFolder, startProcess } from '../support/whole-graph.process.ts';

test('a level that is told where keeps to the retention of its log by itself', async () => {
  await using archives = await createTestFolder();
  await using level = await startTestLevel('township', { clock: () => new Date('2021-03-02T04:00:00Z') });
  await caseIn(level, 'CLOSED');
  await level.stop();
  const { folder, files } = level.keys;
  const environment = {
    PORT: '0',
    DATA_DIR: folder,
    TOWNSHIP_DATABASE_URL: level.testDatabase.url,
    AUTH_JWKS_FILE: files.jwksFile,
    LOG_ARCHIVE_DIR: archives.path,
  };
  const failing = async (more: Record<string, string>): Promise<string> => {
    await using service = startProcess(['subgraphs/township/main.ts'], { ...environment, ...more });
    return (await service.ended).stderr;
  };
  const key = { AUTH_PRIVATE_KEY_FILE: files.privateKeyFile };
  expect(await failing(key)).toContain('LOG_RETENTION_MONTHS is off');
  const lost = { LOG_RETENTION_MONTHS: '24', AUTH_PRIVATE_KEY_FILE: join(folder, 'nowhere.jwk') };
  expect(await failing(lost)).toMatch(/AUTH_PRIVATE_KEY_FILE is ".*nowhere\.jwk", which cannot be read/);

  await using service = startProcess(['subgraphs/township/main.ts'], {
    ...environment,
    ...key,
    LOG_RETENTION_MONTHS: '24',
  });
  await service.ready;
  await until('there is an archive', async () => (await readdir(archives.path)).some((name) => name.endsWith('jsonl')));
  service.kill('SIGTERM');
  expect((await service.ended).code).toBe(0);
  const { PORT: _port, LOG_ARCHIVE_DIR: _archives, ...others } = environment;
  const report = await commandOutput(['log', 'verify', '--archives', archives.path], others);
  expect(report).toContain('township: 1 archives, events 1 to 11, whole up to the log');
}, 90_000);
