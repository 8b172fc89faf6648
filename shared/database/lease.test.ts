import { setTimeout as delay } from 'node:timers/promises';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { Migration } from '@mikro-orm/migrations';
import { createTestDatabase, type TestDatabase } from '../../test/support/test-database.ts';
import { createLogger } from '../telemetry/logger.ts';
import { LeaseEntity } from './lease.entity.ts';
import { createLease } from './lease.ts';
import { openDatabase, type Database } from './open-database.ts';

class M0001Lease extends Migration {
  override up(): void {
    this.addSql(
      'create table lease (name varchar(64) not null primary key, holder varchar(36) not null, expires_at bigint not null)',
    );
  }
}

let own: TestDatabase;
/** Two connections to one database, as two processes have. */
let databases: [Database, Database];

const open = (): Promise<Database> =>
  openDatabase({
    target: own.target,
    entities: [LeaseEntity],
    migrations: { sqlite: { '0001-lease': M0001Lease }, mysql: { '0001-lease': M0001Lease } },
    startupTimeout: 20_000,
    logger: createLogger('test', 'silent'),
  });

beforeAll(async () => {
  own = await createTestDatabase('lease');
  databases = [await open(), await open()];
});
afterAll(async () => {
  for (const database of databases) await database.close();
  await own[Symbol.asyncDispose]();
});

const holders = (name: string, duration: number) => databases.map((database) => createLease(database, name, duration));

test('of holders that ask at once, of a new lease or an old one, exactly one has it', async () => {
  for (const name of ['first', 'second']) {
    const asking = [...holders(name, 60_000), ...holders(name, 60_000)];
    const answers = await Promise.all(asking.map((lease) => lease.acquire()));
    expect(answers.filter(Boolean)).toHaveLength(1);
    const again = await Promise.all(asking.map((lease) => lease.acquire()));
    expect(again).toEqual(answers);
  }
});

test('a holder that gives it back lets the next one have it, and only a holder can', async () => {
  const [first, second] = holders('given back', 60_000);
  expect(await first?.acquire()).toBe(true);
  await second?.release();
  expect(await second?.acquire()).toBe(false);
  await first?.release();
  expect(await second?.acquire()).toBe(true);
  expect(await first?.acquire()).toBe(false);
});

test('a holder that is silent for its duration loses it, and does not get it back while the next one has it', async () => {
  const [silent, next] = holders('silent', 200);
  expect(await silent?.acquire()).toBe(true);
  expect(await next?.acquire()).toBe(false);
  await delay(250);
  expect(await next?.acquire()).toBe(true);
  expect(await silent?.acquire()).toBe(false);
});
