import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { readSigningKey, type SigningKey } from '../auth/signing-key.ts';
import { inTransaction } from '../database/transaction.ts';
import { createLogger } from '../telemetry/logger.ts';
import { openTestLog, testEvent, type TestLog } from '../../test/support/event-log.ts';
import { createTestKeys, type TestKeys } from '../../test/support/tokens.ts';
import { readHead } from './event-head.ts';
import { EventEntity } from './event.entity.ts';
import { listArchives } from './log-archive.ts';
import { startLogRetention } from './log-retention.ts';
import { verifyLog } from './verify-log.ts';

let own: TestLog;
let keys: TestKeys;
let key: SigningKey;
let folder: string;
let now: Date;

beforeEach(async () => {
  own = await openTestLog();
  keys = await createTestKeys();
  key = await readSigningKey(keys.files.privateKeyFile);
  folder = await mkdtemp(join(tmpdir(), 'liaison-archives-'));
  now = new Date('2020-01-15T04:00:00Z');
  // One event a day from the first of January to the end of April.
  const days = Array.from({ length: 120 }, (_, day) => testEvent({ day }, new Date(Date.UTC(2020, 0, 1 + day, 4))));
  await inTransaction(own.database, (em) => own.log.append(em, days));
});
afterEach(async () => {
  await rm(folder, { recursive: true });
  await keys[Symbol.asyncDispose]();
  await own[Symbol.asyncDispose]();
});

const start = () =>
  startLogRetention(own.database, {
    ...{ name: 'city', months: 6, folder, key, clock: () => now },
    ...{ logger: createLogger('test', 'silent'), interval: 5 },
  });
const archives = () => listArchives(folder, 'city');

async function until(what: string, isSo: () => Promise<boolean>): Promise<void> {
  const deadline = Date.now() + 20_000;
  while (!(await isSo())) {
    if (Date.now() > deadline) throw new Error(`Not within 20 seconds: ${what}.`);
    await pause(10);
  }
}

describe('a log that keeps to its retention by itself', () => {
  test('keeps all while nothing is old enough, then moves whole months, one archive for each trimming', async () => {
    const retention = start();
    // On the last day of July, January is not six whole months past yet.
    now = new Date('2020-07-31T04:00:00Z');
    await pause(100);
    expect(await archives()).toEqual([]);
    now = new Date('2020-08-01T04:00:00Z');
    await until('January is moved', async () => (await archives()).length === 1);
    now = new Date('2020-08-31T04:00:00Z');
    await pause(100);
    now = new Date('2020-10-05T04:00:00Z');
    await until('February and March are moved', async () => (await archives()).length === 2);
    await retention.stop();
    expect((await archives()).map((file) => file.slice(folder.length + 1))).toEqual([
      'city-0000000001-0000000031.jsonl',
      'city-0000000032-0000000091.jsonl',
    ]);
    const em = own.database.fork();
    expect(await readHead(em)).toMatchObject({ oldest: 92, sequence: 120 });
    expect(await em.count(EventEntity)).toBe(29);
    expect(await verifyLog(em)).toMatchObject({ first: 92, last: 120, fault: undefined });
  });

  test('is moved by one of several processes, whichever looks first', async () => {
    now = new Date('2020-08-01T04:00:00Z');
    const [first, second] = [start(), start()];
    await until('January is moved', async () => (await readHead(own.database.fork())).oldest === 32);
    await pause(50);
    await first.stop();
    await second.stop();
    expect(await archives()).toHaveLength(1);
  });

  test('changes nothing where the chain is broken, and goes on once it is whole', async () => {
    now = new Date('2020-08-01T04:00:00Z');
    const em = own.database.fork();
    await em.execute("update event set act = 'x' where sequence = 90");
    const retention = start();
    await pause(150);
    expect([await archives(), (await readHead(em)).oldest]).toEqual([[], 1]);
    await em.execute("update event set act = 'submit' where sequence = 90");
    await until('January is moved', async () => (await readHead(own.database.fork())).oldest === 32);
    await retention.stop();
  });
});
