import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { verifyLog } from '../../../shared/events/verify-log.ts';
import { faultOfSteps } from '../../../shared/suggestion/hold-steps.ts';
import { levels, startTestLevel, type TestLevel } from '../../support/level-harness.ts';
import { act, caseIn, codeOf, draft, peopleOf, sendAct, type CaseRef } from '../../support/level-harness.cases.ts';
import { createTestDatabase, isOnServer, runOnServer } from '../../support/test-database.ts';
import { createTestKeys } from '../../support/tokens.ts';

/** Holds the log to what it promises: dense from 1, each hash made of the one before it, the head at its end. */
async function expectSoundLog({ service }: TestLevel): Promise<number> {
  const { last, fault } = await verifyLog(service.database.fork(), faultOfSteps);
  expect(fault).toBeUndefined();
  return last;
}

/** A subscriber that goes away after each `most` events and comes back with the cursor of the last one. */
async function readWithReconnects(level: TestLevel, total: number, reconnects: number): Promise<number[]> {
  const { feed, divisionCode } = level.profile;
  const query = `subscription ($after: Cursor) { event: ${feed}(after: $after) { sequence cursor } }`;
  const most = Math.ceil(total / (reconnects + 1));
  const seen: number[] = [];
  let after: string | null = null;
  while (seen.length < total) {
    await using client = await level.connect({ role: 'system', divisionCode });
    for (const { data, errors } of await client.take(Math.min(most, total - seen.length), query, { after })) {
      if (errors) throw new Error(JSON.stringify(errors));
      const event = data?.['event'] as { sequence: number; cursor: string };
      seen.push(event.sequence);
      after = event.cursor;
    }
  }
  return seen;
}

describe.each(levels)('at the %s level', (name) => {
  let level: TestLevel;
  beforeAll(async () => {
    level = await startTestLevel(name);
  });
  afterAll(() => level[Symbol.asyncDispose]());

  test.each([2, 10])(
    'of %i writers with the same version exactly one wins; the others meet a conflict',
    async (writers) => {
      const item = await caseIn(level, 'REVIEWING');
      const before = await level.service.log.position();
      const answers = await Promise.all(Array.from({ length: writers }, () => sendAct(level, 'register', item)));
      expect(answers.map((answer) => codeOf(answer) ?? 'WON').sort()).toEqual(
        ['WON', ...Array.from({ length: writers - 1 }, () => 'CONFLICT')].sort(),
      );
      expect(await level.service.log.position()).toBe(before + 1);
    },
  );

  test('of two different acts on the same version exactly one wins', async () => {
    const item = await caseIn(level, 'SUBMITTED');
    const answers = await Promise.all([sendAct(level, 'review', item), sendAct(level, 'withdraw', item)]);
    expect(answers.map((answer) => codeOf(answer) ?? 'WON').sort()).toEqual(['CONFLICT', 'WON']);
  });

  test('twenty writers at once leave a dense, sound log, and a reader who reconnects ten times sees each event once', async () => {
    const before = await level.service.log.position();
    const eachWrites = 4;
    const writing = Promise.all(
      Array.from({ length: 20 }, async () => {
        const items: CaseRef[] = [];
        for (let count = 0; count < eachWrites; count += 1) items.push(await act(level, 'submit', await draft(level)));
        return items;
      }),
    );
    const total = before + 20 * eachWrites * 2;
    const [items, seen] = await Promise.all([writing, readWithReconnects(level, total, 10)]);
    expect(seen).toEqual(Array.from({ length: total }, (_, index) => index + 1));
    expect(new Set(items.flat().map(({ id }) => id)).size).toBe(20 * eachWrites);
    expect(await expectSoundLog(level)).toBe(total);
  });

  test('registering at once gives each case a number of its own, without a gap', async () => {
    const items = await Promise.all(Array.from({ length: 8 }, () => caseIn(level, 'REVIEWING')));
    const query = (item: CaseRef) =>
      `mutation { result: register${level.profile.type}(id: "${item.id}", expectedVersion: ${item.version}) { caseNumber } }`;
    const { clerk } = peopleOf(level.profile);
    const answers = await Promise.all(items.map((item) => level.run(query(item), { as: clerk })));
    const numbers = answers.map(({ data }) => Number(data.result.caseNumber.slice(-4))).sort((a, b) => a - b);
    expect(numbers).toEqual(numbers.map((_, index) => (numbers[0] ?? 0) + index));
  });
});

(isOnServer ? describe : describe.skip)('two processes of one level on one database server', () => {
  test('write and read one log: dense, sound, and followed from either side', async () => {
    await using level = await startTestLevel('district');
    await using other = await startTestLevel('district', { beside: level });
    const writers = [level, other].flatMap((side) => Array.from({ length: 8 }, () => side));
    const writing = Promise.all(
      writers.map(async (side) => {
        for (let count = 0; count < 4; count += 1) await act(side, 'submit', await draft(side));
      }),
    );
    const total = writers.length * 4 * 2;
    const [, seen, seenByOther] = await Promise.all([
      writing,
      readWithReconnects(level, total, 3),
      readWithReconnects(other, total, 3),
    ]);
    const all = Array.from({ length: total }, (_, index) => index + 1);
    expect(seen).toEqual(all);
    expect(seenByOther).toEqual(all);
    expect(await expectSoundLog(level)).toBe(total);
  });

  test('with snapshot isolation, the default of newer servers, twenty writers all succeed', async () => {
    await runOnServer('set global innodb_snapshot_isolation = on');
    try {
      await using level = await startTestLevel('township');
      await Promise.all(
        Array.from({ length: 20 }, async () => {
          for (let count = 0; count < 3; count += 1) await act(level, 'submit', await draft(level));
        }),
      );
      expect(await expectSoundLog(level)).toBe(120);
    } finally {
      await runOnServer('set global innodb_snapshot_isolation = off');
    }
  });

  test('may start on an empty database at once', async () => {
    await using keys = await createTestKeys();
    await using testDatabase = await createTestDatabase('township');
    const starts = await Promise.allSettled(
      [1, 2, 3].map(() => startTestLevel('township', { beside: { keys, testDatabase } })),
    );
    for (const start of starts) if (start.status === 'fulfilled') await start.value.stop();
    expect(starts.map((start) => (start.status === 'rejected' ? String(start.reason) : 'started'))).toEqual([
      'started',
      'started',
      'started',
    ]);
  });
});
