import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { openTestLog, testEvent, type TestLog } from '../../test/support/event-log.ts';
import type { Database } from '../database/open-database.ts';
import { inTransaction } from '../database/transaction.ts';
import { appendEvents } from './append-event.ts';
import { readHead } from './event-head.ts';
import { EventEntity, type EventRow } from './event.entity.ts';
import { openEventLog, type EventLog } from './event-log.ts';
import { verifyLog } from './verify-log.ts';

let own: TestLog;
let database: Database;
let log: EventLog;

beforeAll(async () => {
  own = await openTestLog();
  ({ database, log } = own);
});
afterAll(async () => {
  await own[Symbol.asyncDispose]();
});

async function write(count = 1): Promise<EventRow[]> {
  const rows = await inTransaction(database, (em) =>
    log.append(
      em,
      Array.from({ length: count }, (_, index) => testEvent({ index, text: '修路' })),
    ),
  );
  log.wake();
  return rows;
}

/** The sequence of the first event that does not fit the chain; undefined where all do. */
async function firstFault(): Promise<number | undefined> {
  return (await verifyLog(database.fork())).fault?.sequence;
}

describe('an event log', () => {
  test('takes no event outside of a transaction', async () => {
    await expect(appendEvents(database.fork(), [testEvent()])).rejects.toThrow(/transaction/);
  });

  test('is dense: a transaction that fails leaves no gap, for one event as for many', async () => {
    const [first] = await write();
    await expect(
      inTransaction(database, async (em) => {
        await log.append(em, [testEvent(), testEvent()]);
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
    await expect(log.decodeCursor('feed', own.cursors.encode('feed', ['another log', 7]))).rejects.toMatchObject(
      expired,
    );
    await expect(log.decodeCursor('feed', log.encodeCursor('feed', 1_000_000))).rejects.toMatchObject(expired);
    await expect(log.decodeCursor('feed', log.encodeCursor('feed', -1))).rejects.toMatchObject(expired);
    await database.fork().execute('update event_head set oldest = 11');
    await expect(log.decodeCursor('feed', log.encodeCursor('feed', 9))).rejects.toMatchObject(expired);
    expect(await log.decodeCursor('feed', log.encodeCursor('feed', 10))).toBe(10);
    await database.fork().execute('update event_head set oldest = 1');
  });

  test("shows two events in each other's place, one before the first, and one after the head", async () => {
    const em = database.fork();
    const swap = async () => {
      for (const [from, to] of [
        [20, 999_999],
        [21, 20],
        [999_999, 21],
      ]) {
        await em.execute('update event set sequence = ? where sequence = ?', [to, from]);
      }
    };
    await swap();
    expect((await verifyLog(em)).fault).toMatchObject({
      sequence: 20,
      message: expect.stringContaining('was changed'),
    });
    await swap();
    const { sequence: last } = await readHead(em);
    for (const sequence of [0, last + 1]) {
      const row = await em.findOneOrFail(EventEntity, { sequence: 20 }, { disableIdentityMap: true });
      await database.fork().insertMany(EventEntity, [{ ...row, sequence }]);
      expect(await firstFault()).toBe(sequence);
      await em.execute('delete from event where sequence = ?', [sequence]);
    }
    await em.execute('update event_head set hash = ?', ['0'.repeat(64)]);
    const row = await em.findOneOrFail(EventEntity, { sequence: last }, { disableIdentityMap: true });
    expect((await verifyLog(em)).fault?.message).toContain('the head of the log');
    await em.execute('update event_head set hash = ?', [row.hash]);
    expect(await firstFault()).toBeUndefined();
  });

  test('keeps its id over restarts', async () => {
    const { cursors, bus } = own;
    const again = await openEventLog({ database, cursors, bus, pollInterval: 60_000 });
    expect(again.id).toBe(log.id);
    again.stop();
  });
});
