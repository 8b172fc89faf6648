import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { readSigningKey } from '../../shared/auth/signing-key.ts';
import { EventEntity } from '../../shared/events/event.entity.ts';
import { signDocument } from '../../shared/events/signed-document.ts';
import { CaseStepEntity, type CaseStepRow } from '../../shared/suggestion/case-record.entity.ts';
import { createInstallation, type Installation } from '../support/installation.ts';
import { startTestLevel, type TestLevel } from '../support/level-harness.ts';
import { caseIn, type CaseRef } from '../support/level-harness.cases.ts';
import { commandOutput, runCommand, type ProcessEnvironment } from '../support/whole-graph.process.ts';

let installation: Installation;
let level: TestLevel;
let environment: ProcessEnvironment;
let old: CaseRef;
let item: CaseRef;
let steps: CaseStepRow[];
/** Events of each case's whole life. */
let each: number;
let now = new Date('2021-03-02T04:00:00Z');

beforeAll(async () => {
  installation = await createInstallation();
  level = await startTestLevel('district', { clock: () => now });
  const { REDIS_URL: _redis, ...others } = installation.environment;
  environment = {
    ...others,
    DISTRICT_DATABASE_URL: level.testDatabase.url,
    AUTH_JWKS_FILE: level.keys.files.jwksFile,
    AUTH_PRIVATE_KEY_FILE: level.keys.files.privateKeyFile,
    LOG_RETENTION_MONTHS: '12',
  };
  old = await caseIn(level, 'CLOSED');
  now = new Date();
  item = await caseIn(level, 'CLOSED');
  each = (await level.service.log.position()) / 2;
}, 60_000);
afterAll(async () => {
  await level[Symbol.asyncDispose]();
  await installation[Symbol.asyncDispose]();
});

beforeEach(async () => {
  const order = { orderBy: { suggestionId: 'asc', version: 'asc' }, disableIdentityMap: true } as const;
  steps = await level.service.database.fork().find(CaseStepEntity, {}, order);
});
afterEach(async () => {
  const em = level.service.database.fork();
  await em.execute('delete from suggestion_step');
  await em.insertMany(CaseStepEntity, steps);
});

const verify = (...parameters: string[]) => runCommand(['log', 'verify', ...parameters], environment);
const tamper = (sql: string, ...values: unknown[]) => level.service.database.fork().execute(sql, values);

/** Puts the step of one version in the place of another one's. */
async function exchange(left: number, right: number): Promise<void> {
  const move = 'update suggestion_step set version = ? where suggestion_id = ? and version = ?';
  for (const [from, to] of [
    [left, 999_999],
    [right, left],
    [999_999, right],
  ])
    await tamper(move, to, item.id, from);
}

describe('liaison log verify', () => {
  const changed = /was changed or put under another event/;
  test.each<[string, () => Promise<unknown>, number, RegExp]>([
    [
      'another person',
      () => tamper('update suggestion_step set person = ? where suggestion_id = ? and version = 3', 'x', item.id),
      ...([3, changed] as const),
    ],
    [
      'another reason',
      () =>
        tamper('update suggestion_step set reason = ? where suggestion_id = ? and version = 3', '另有原因', item.id),
      ...([3, changed] as const),
    ],
    [
      'no person',
      () => tamper('update suggestion_step set person = null where suggestion_id = ? and version > 4', item.id),
      ...([5, changed] as const),
    ],
    [
      'a step that was removed',
      () => tamper('delete from suggestion_step where suggestion_id = ? and version = 4', item.id),
      ...([4, /who did it and why is missing/] as const),
    ],
    ['the steps of two events exchanged', () => exchange(2, 5), ...([2, changed] as const)],
  ])(
    'names the first event of which who acted and why do not fit: %s',
    async (_what, change, version, words) => {
      await change();
      const { code, stdout } = await verify();
      const place = each + version;
      expect([code, stdout]).toEqual([
        2,
        expect.stringContaining(`district: BROKEN at event ${place}: event ${place} (`),
      ]);
      expect(stdout).toMatch(words);
    },
    60_000,
  );

  test('names a broken event that comes before the step that does not fit', async () => {
    await tamper('delete from suggestion_step where suggestion_id = ? and version = 4', item.id);
    const { organ } = await level.service.database.fork().findOneOrFail(EventEntity, { sequence: each + 2 });
    await tamper("update event set organ = '别的单位' where sequence = ?", each + 2);
    try {
      expect((await verify()).stdout).toContain(`district: BROKEN at event ${each + 2}: `);
    } finally {
      await tamper('update event set organ = ? where sequence = ?', organ ?? null, each + 2);
    }
  }, 60_000);
});

describe('liaison log check', () => {
  test('holds the steps of an export to its events, also where somebody signed it so', async () => {
    const file = join(installation.folder, 'case.json');
    await commandOutput(['log', 'export', item.id, '--out', file], environment);
    expect(await commandOutput(['log', 'check', file], environment)).toContain('as it was signed');
    const { document } = JSON.parse(await readFile(file, 'utf8')) as {
      document: { parts: { suggestion_step: { version: number; reason: string | null }[] } };
    };
    for (const step of document.parts.suggestion_step) if (step.version === 3) step.reason = '另有原因';
    const key = await readSigningKey(level.keys.files.privateKeyFile);
    await writeFile(file, JSON.stringify(await signDocument(key, document)));
    const { code, stdout } = await runCommand(['log', 'check', file], environment);
    expect([code, stdout]).toEqual([2, expect.stringContaining(`${item.id}: BROKEN: event ${each + 3} (`)]);
  }, 60_000);
});

describe('a trimmed log', () => {
  test('verifies, and its archives hold the steps of the events that went there', async () => {
    const archives = join(installation.folder, 'archives');
    await commandOutput(['log', 'trim', '--archives', archives], environment);
    expect(await verify('--archives', archives)).toMatchObject({
      code: 0,
      stdout: expect.stringContaining(`district: 1 archives, events 1 to ${each}, whole up to the log's checkpoint`),
    });
    await tamper('delete from suggestion_step where suggestion_id = ? and version = 6', old.id);
    expect((await verify()).code).toBe(0);
    const { code, stdout } = await verify('--archives', archives);
    expect([code, stdout]).toEqual([
      2,
      expect.stringMatching(/^district: BROKEN at event 6: .* \(the event is in .*\.jsonl\)$/m),
    ]);
    await tamper('delete from suggestion_step where suggestion_id = ? and version = 4', item.id);
    expect((await verify()).stdout).toContain(`district: BROKEN at event ${each + 4}: `);
  }, 90_000);
});
