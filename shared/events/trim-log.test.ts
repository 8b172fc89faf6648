import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { readSigningKey, type SigningKey } from '../auth/signing-key.ts';
import { inTransaction } from '../database/transaction.ts';
import { createTestKeys, type TestKeys } from '../../test/support/tokens.ts';
import { openTestLog, testEvent, type TestLog } from '../../test/support/event-log.ts';
import { listArchives, verifyArchive } from './log-archive.ts';
import { trimLog } from './trim-log.ts';
import { verifyLog } from './verify-log.ts';

let own: TestLog;
let keys: TestKeys;
let key: SigningKey;
let folder: string;

beforeAll(async () => {
  own = await openTestLog();
  keys = await createTestKeys();
  key = await readSigningKey(keys.files.privateKeyFile);
  folder = await mkdtemp(join(tmpdir(), 'liaison-archives-'));
  // One event a day from the first of January on, more than one batch of them.
  await inTransaction(own.database, (em) =>
    own.log.append(
      em,
      Array.from({ length: 2_500 }, (_, index) => testEvent({ index }, new Date(Date.UTC(2015, 0, 1 + index)))),
    ),
  );
});
afterAll(async () => {
  await rm(folder, { recursive: true });
  await keys[Symbol.asyncDispose]();
  await own[Symbol.asyncDispose]();
});

const trim = (before: string) => trimLog(own.database, { name: 'city', before: new Date(before), folder, key });

test('a log that is not whole is not trimmed', async () => {
  const em = own.database.fork();
  await em.execute("update event set act = 'x' where sequence = 7");
  await expect(trim('2016-01-01')).rejects.toMatchObject({
    code: 'LOG_BROKEN',
    message: expect.stringContaining('event 7'),
  });
  expect(await listArchives(folder, 'city')).toEqual([]);
  await em.execute("update event set act = 'submit' where sequence = 7");
  expect((await verifyLog(em)).fault).toBeUndefined();
});

test('events that are old enough go to an archive, and what is kept verifies from the checkpoint', async () => {
  expect(await trim('2014-01-01')).toBeUndefined();
  expect(await trim('2018-01-01')).toMatchObject({ from: 1, to: 1_096 });
  expect(await verifyLog(own.database.fork())).toMatchObject({ first: 1_097, last: 2_500, fault: undefined });
  expect(await own.log.start()).toBe(1_097);
  expect(await trim('2018-01-01')).toBeUndefined();
  expect(await trim('2019-01-01')).toMatchObject({ from: 1_097, to: 1_461 });
  const heads = await Promise.all(
    (await listArchives(folder, 'city')).map((file) => verifyArchive(file, keys.files.jwksFile)),
  );
  expect(heads).toMatchObject([
    { from: 1, to: 1_096 },
    { from: 1_097, to: 1_461 },
  ]);
});

test('a reader that is behind what is kept is told so: by its cursor, without one, and in the middle of reading', async () => {
  const expired = { code: 'CURSOR_EXPIRED' };
  await expect(own.log.decodeCursor('feed', own.log.encodeCursor('feed', 1_000))).rejects.toMatchObject(expired);
  await expect(own.log.decodeCursor('feed', null)).rejects.toMatchObject(expired);
  expect(await own.log.decodeCursor('feed', own.log.encodeCursor('feed', 1_461))).toBe(1_461);
  const leaving = new AbortController();
  await expect(own.log.follow(1_200, leaving.signal).next()).rejects.toMatchObject(expired);
  const { value } = await own.log.follow(1_461, leaving.signal).next();
  expect(value?.[0]?.sequence).toBe(1_462);
  leaving.abort();
});

test('the log goes on after a trimming, and an event that is changed or taken out there is found', async () => {
  await inTransaction(own.database, (em) => own.log.append(em, [testEvent({ index: 0 })]));
  const em = own.database.fork();
  expect(await verifyLog(em)).toMatchObject({ first: 1_462, last: 2_501, fault: undefined });
  await em.execute("update event set act = 'x' where sequence = 1462");
  expect((await verifyLog(em)).fault?.sequence).toBe(1_462);
  await em.execute("update event set act = 'submit' where sequence = 1462");
  await em.execute('update event_head set base_hash = ?', ['f'.repeat(64)]);
  expect((await verifyLog(em)).fault?.sequence).toBe(1_462);
});

test.each([
  [
    'a changed event',
    (lines: string[]) => lines.with(5, lines[5]!.replace('"submit"', '"withdraw"')),
    'event 5 was changed',
  ],
  ['an event taken out', (lines: string[]) => lines.toSpliced(5, 1), 'event 5 is missing'],
  ['the last event taken out', (lines: string[]) => lines.toSpliced(1_096, 1), 'event 1096 is missing'],
  [
    'another end',
    (lines: string[]) => lines.with(0, lines[0]!.replace('"to":1096', '"to":1095')),
    'was changed after it was signed',
  ],
  ['a line that is no event', (lines: string[]) => lines.with(9, 'x'), 'line 10 is not JSON'],
])('an archive with %s is found out', async (_what, change, message) => {
  const [file = ''] = await listArchives(folder, 'city');
  const lines = (await readFile(file, 'utf8')).split('\n').filter((line) => line !== '');
  const changed = join(folder, 'changed.jsonl');
  await writeFile(changed, `${change(lines).join('\n')}\n`);
  expect(await verifyArchive(changed, keys.files.jwksFile)).toMatchObject({
    message: expect.stringContaining(message),
  });
});

test('an archive that another installation signed is found out', async () => {
  await using others = await createTestKeys();
  const [file = ''] = await listArchives(folder, 'city');
  expect(await verifyArchive(file, others.files.jwksFile)).toMatchObject({
    message: expect.stringContaining('none of the keys'),
  });
});
