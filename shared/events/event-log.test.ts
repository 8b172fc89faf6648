import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { Migration } from '@mikro-orm/migrations';
import { openDatabase, type Database } from '../database/open-database.ts';
import { inTransaction } from '../database/transaction.ts';
import { createCursorCodec } from '../paging/cursor.ts';
import { createLogger } from '../telemetry/logger.ts';
import { createTestDatabase, type TestDatabase } from '../../test/support/test-database.ts';
import { appendEvents, type NewEvent } from './append-event.ts';
import { readHead } from './event-head.ts';
import { EventEntity, EventHeadEntity, type EventRow } from './event.entity.ts';
import { openEventLog, type EventLog } from './event-log.ts';
import { genesisHash, hashEvent } from './event-hash.ts';
import { createMemoryBus, type WakeBus } from './wake-bus.ts';

class M0001Log extends Migration {
  override up(): void {
    this.addSql(
      `create table event (sequence integer not null primary key, aggregate_type varchar(32) not null, aggregate_id varchar(64) not null,
        type varchar(64) not null, act varchar(32) not null, from_state varchar(32) null, to_state varchar(32) not null,
        actor_role varchar(32) not null, organ varchar(100) null, division_code varchar(12) not null,
        occurred_at varchar(24) not null, payload text not null, hash varchar(64) not null)`,
    );
    this.addSql(
      'create table event_head (id integer not null primary key, log_id varchar(36) not null, sequence integer not null, hash varchar(64) not null, oldest integer not null)',
    );
  }
}

let own: TestDatabase;
let database: Database;
let bus: WakeBus;
let log: EventLog;
const cursors = createCursorCodec('a secret of this test');

beforeAll(async () => {
  own = await createTestDatabase('log');
  database = await openDatabase({
    target: own.target,
    entities: [EventEntity, EventHeadEntity],
    migrations: { sqlite: { '0001-log': M0001Log }, mysql: { '0001-log': M0001Log } },
    startupTimeout: 20_000,
    logger: createLogger('test', 'silent'),
  });
  bus = createMemoryBus();
  log = await openEventLog({ database, cursors, bus, pollInterval: 60_000 });
});
afterAll(async () => {
  log.stop();
  await bus.close();
  await database.close();
  await own[Symbol.asyncDispose]();
});

function newEvent(payload: Record<string, unknown> = {}): NewEvent {
  return {
    aggregateType: 'suggestion',
    aggregateId: '230100-SG-2026-000001',
    type: 'suggestion.submitted',
    act: 'submit',
    fromState: 'DRAFT',
    toState: 'SUBMITTED',
    actorRole: 'deputy',
    organ: '市住建局𠮷',
    divisionCode: '230100',
    occurredAt: '2026-01-01T00:00:00.000Z',
    payload,
  };
}

async function write(count = 1): Promise<EventRow[]> {
  const rows = await inTransaction(database, (em) =>
    log.append(
      em,
      Array.from({ length: count }, (_, index) => newEvent({ index, text: '修路' })),
    ),
  );
  log.wake();
  return rows;
}

/** The sequence of the first event that does not fit the chain; undefined where all do. */
async function firstFault(): Promise<number | undefined> {
  const em = database.fork();
  let hash = genesisHash;
  let sequence = 0;
  for (const row of await em.find(EventEntity, {}, { orderBy: { sequence: 'asc' } })) {
    hash = hashEvent(hash, row);
    sequence += 1;
    if (row.sequence !== sequence || row.hash !== hash) return sequence;
  }
  const head = await readHead(em);
  return head.hash === hash && head.sequence === sequence ? undefined : sequence + 1;
}

describe('an event log', () => {
  test('takes no event outside of a transaction', async () => {
    await expect(appendEvents(database.fork(), [newEvent()])).rejects.toThrow(/transaction/);
  });

  test('is dense: a transaction that fails leaves no gap, for one event as for many', async () => {
    const [first] = await write();
    await expect(
      inTransaction(database, async (em) => {
        await log.append(em, [newEvent(), newEvent()]);
        throw new Error('the change failed');
      }),
    ).rejects.toThrow('the change failed');
    const rows = await write(1_201);
    expect(rows[0]?.sequence).toBe((first?.sequence ?? 0) + 1);
    expect(await log.position()).toBe(rows.at(-1)?.sequence);
    expect(await firstFault()).toBeUndefined();
  });

  test('keeps the order of commits under writers at once', async () => {
    const before = await log.position();
    await Promise.all(Array.from({ length: 20 }, () => write(3)));
    expect(await log.position()).toBe(before + 60);
    expect(await firstFault()).toBeUndefined();
  });

  test.each([
    [
      'a changed payload',
      "update event set payload = '{}' where sequence = 5",
      'update event set payload = ? where sequence = 5',
      'payload',
      5,
    ],
    [
      'a changed state',
      "update event set to_state = 'CLOSED' where sequence = 6",
      'update event set to_state = ? where sequence = 6',
      'toState',
      6,
    ],
    [
      'a changed actor',
      "update event set actor_role = 'system' where sequence = 7",
      'update event set actor_role = ? where sequence = 7',
      'actorRole',
      7,
    ],
    [
      'a changed hash',
      "update event set hash = 'x' where sequence = 8",
      'update event set hash = ? where sequence = 8',
      'hash',
      8,
    ],
  ] as const)('shows %s', async (_what, tamper, mend, field, sequence) => {
    const em = database.fork();
    const row = await em.findOneOrFail(EventEntity, { sequence }, { disableIdentityMap: true });
    await em.execute(tamper);
    expect(await firstFault()).toBe(sequence);
    await em.execute(mend, [row[field]]);
    expect(await firstFault()).toBeUndefined();
  });

  test('shows an event that was taken out, in the middle as at the end', async () => {
    const em = database.fork();
    const { sequence: last } = await readHead(em);
    for (const sequence of [9, last]) {
      const row = await em.findOneOrFail(EventEntity, { sequence }, { disableIdentityMap: true });
      await em.execute('delete from event where sequence = ?', [sequence]);
      expect(await firstFault()).toBe(sequence);
      await database.fork().insertMany(EventEntity, [{ ...row }]);
    }
    expect(await firstFault()).toBeUndefined();
  });

  test('is followed from history into what is new, by many at once, under writers at once', async () => {
    const start = await log.position();
    const total = start + 100;
    const follow = async (after: number) => {
      const seen: number[] = [];
      const leaving = new AbortController();
      for await (const rows of log.follow(after, leaving.signal)) {
        seen.push(...rows.map(({ sequence }) => sequence));
        if ((seen.at(-1) ?? 0) >= total) break;
      }
      return seen;
    };
    const afters = [0, 1, 500, start - 1, start, ...Array.from({ length: 20 }, (_, index) => index * 10)];
    const following = Promise.all(afters.map(follow));
    await Promise.all(
      Array.from({ length: 10 }, async () => {
        for (let count = 0; count < 10; count += 1) await write();
      }),
    );
    for (const [index, seen] of (await following).entries()) {
      const after = afters[index] ?? 0;
      expect(seen).toEqual(Array.from({ length: total - after }, (_, offset) => after + offset + 1));
    }
  });

  test('takes its own cursors only, and none that is older than what it keeps', async () => {
    const cursor = log.encodeCursor('feed', 7);
    expect(await log.decodeCursor('feed', cursor)).toBe(7);
    expect(await log.decodeCursor('feed', null)).toBe(0);
    await expect(log.decodeCursor('other', cursor)).rejects.toMatchObject({ code: 'CURSOR_INVALID' });
    const expired = { code: 'CURSOR_EXPIRED' };
    await expect(log.decodeCursor('feed', cursors.encode('feed', ['another log', 7]))).rejects.toMatchObject(expired);
    await expect(log.decodeCursor('feed', log.encodeCursor('feed', 1_000_000))).rejects.toMatchObject(expired);
    await expect(log.decodeCursor('feed', log.encodeCursor('feed', -1))).rejects.toMatchObject(expired);
    await database.fork().execute('update event_head set oldest = 11');
    await expect(log.decodeCursor('feed', log.encodeCursor('feed', 9))).rejects.toMatchObject(expired);
    expect(await log.decodeCursor('feed', log.encodeCursor('feed', 10))).toBe(10);
    await database.fork().execute('update event_head set oldest = 1');
  });

  test('keeps its id over restarts', async () => {
    const again = await openEventLog({ database, cursors, bus, pollInterval: 60_000 });
    expect(again.id).toBe(log.id);
    again.stop();
  });
});
