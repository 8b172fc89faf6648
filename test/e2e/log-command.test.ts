import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { EventEntity } from '../../shared/events/event.entity.ts';
import { startTestLevel, type TestLevel } from '../support/level-harness.ts';
import { caseIn, type CaseRef } from '../support/level-harness.cases.ts';
import { commandOutput, runCommand, type ProcessEnvironment } from '../support/whole-graph.process.ts';
import { createInstallation, type Installation } from '../support/installation.ts';

let installation: Installation;
let level: TestLevel;
let environment: ProcessEnvironment;
let item: CaseRef;
/** Events of a case's whole life. */
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
  };
  await caseIn(level, 'CLOSED');
  now = new Date();
  item = await caseIn(level, 'CLOSED');
  each = (await level.service.log.position()) / 2;
}, 60_000);
afterAll(async () => {
  await level[Symbol.asyncDispose]();
  await installation[Symbol.asyncDispose]();
});

const verify = (...parameters: string[]) => runCommand(['log', 'verify', ...parameters], environment);

describe('liaison log verify', () => {
  test('says of each database that its chain is whole', async () => {
    const { code, stdout } = await verify();
    expect(code).toBe(0);
    expect(stdout).toContain('city: whole (no event)');
    expect(stdout).toMatch(
      new RegExp(`^district: whole \\(${2 * each} events, 1 to ${2 * each}\\), newest hash [0-9a-f]{64}$`, 'm'),
    );
  }, 60_000);

  test.each([
    [
      'a row that was changed',
      "update event set organ = '别的单位' where sequence = 7",
      'district: BROKEN at event 7: event 7 (suggestion.',
    ],
    [
      'a row that is missing',
      'delete from event where sequence = 7',
      'district: BROKEN at event 7: event 7 is missing',
    ],
    ['rows in another order', undefined, 'district: BROKEN at event 7: event 7 (suggestion.'],
  ])(
    'names the first broken event, with exit code 2: %s',
    async (_what, tamper, text) => {
      const em = level.service.database.fork();
      const rows = await em.find(
        EventEntity,
        { sequence: [7, 8] },
        { orderBy: { sequence: 'asc' }, disableIdentityMap: true },
      );
      if (tamper) await em.execute(tamper);
      else
        for (const [from, to] of [
          [7, 999_999],
          [8, 7],
          [999_999, 8],
        ])
          await em.execute('update event set sequence = ? where sequence = ?', [to, from]);
      try {
        const { code, stdout } = await verify();
        expect([code, stdout]).toEqual([2, expect.stringContaining(text)]);
      } finally {
        await em.execute('delete from event where sequence in (7, 8)');
        await level.service.database.fork().insertMany(EventEntity, rows);
      }
    },
    60_000,
  );
});

describe('liaison log export', () => {
  test('writes a case with its timeline, which check accepts as it is and refuses when it was changed', async () => {
    const file = join(installation.folder, 'case.json');
    await commandOutput(['log', 'export', item.id, '--out', file], environment);
    const { document } = JSON.parse(await readFile(file, 'utf8')) as { document: Record<string, unknown> };
    expect(document).toMatchObject({
      format: 'liaison-graph/case',
      level: 'DISTRICT',
      id: item.id,
      suggestion: { id: item.id, status: 'CLOSED', title: '关于修路的建议' },
      isTimelineWhole: true,
      parts: { suggestion_reply: [{ category: 'A' }], suggestion_evaluation: [{ process: 'SATISFIED' }] },
    });
    expect((document['timeline'] as { act: string }[]).map(({ act }) => act).slice(0, 3)).toEqual([
      'draft',
      'submit',
      'review',
    ]);
    expect(await commandOutput(['log', 'check', file], environment)).toBe(
      `${item.id}: as it was signed, ${each} events`,
    );
    const text = await readFile(file, 'utf8');
    await writeFile(file, text.replace('"SATISFIED"', '"UNSATISFIED"'));
    const changed = await runCommand(['log', 'check', file], environment);
    expect([changed.code, changed.stdout]).toEqual([
      2,
      `${item.id}: BROKEN: the document was changed after it was signed\n`,
    ]);
    await writeFile(file, '{}');
    const none = await runCommand(['log', 'check', file], environment);
    expect([none.code, none.stderr]).toEqual([1, expect.stringContaining('is not an export of a case')]);
  }, 90_000);

  test.each([
    ['230102-SG-2021-999999', 'has no suggestion 230102-SG-2021-999999'],
    ['x', 'is not the id of a suggestion'],
  ])(
    'of %s is refused',
    async (id, text) => {
      const { code, stderr } = await runCommand(['log', 'export', id], environment);
      expect([code, stderr]).toEqual([1, expect.stringContaining(text)]);
    },
    60_000,
  );
});

describe('liaison log trim', () => {
  test('is refused where retention is off or shorter than law allows', async () => {
    const off = await runCommand(['log', 'trim', '--archives', installation.folder], environment);
    expect([off.code, off.stderr]).toEqual([1, expect.stringContaining('LOG_RETENTION_MONTHS is off')]);
    const short = await runCommand(['log', 'trim', '--archives', installation.folder], {
      ...environment,
      LOG_RETENTION_MONTHS: '5',
    });
    expect([short.code, short.stderr]).toEqual([
      1,
      expect.stringContaining('LOG_RETENTION_MONTHS: got "5". It takes 6 to 9999, or off'),
    ]);
  }, 60_000);

  test('moves old events to a signed archive; log and archives verify together', async () => {
    const archives = join(installation.folder, 'archives');
    const trimmed = await commandOutput(['log', 'trim', '--archives', archives], {
      ...environment,
      LOG_RETENTION_MONTHS: '12',
    });
    expect(trimmed).toContain(
      `district: events 1 to ${each} are in ${archives}/district-0000000001-${String(each).padStart(10, '0')}.jsonl`,
    );
    const { code, stdout } = await verify('--archives', archives);
    expect([code, stdout]).toEqual([
      0,
      expect.stringContaining(
        `district: whole (${each} events, ${each + 1} to ${2 * each}, from the checkpoint after event ${each})`,
      ),
    ]);
    expect(stdout).toContain(`district: 1 archives, events 1 to ${each}, whole up to the log's checkpoint`);
    await writeFile(join(archives, `district-0000000001-${String(each).padStart(10, '0')}.jsonl`), '');
    expect((await verify('--archives', archives)).code).toBe(2);
  }, 90_000);
});
