import { setTimeout as pause } from 'node:timers/promises';
import { describe, expect, test } from '@jest/globals';
import { addDays, addMonths } from '../../../shared/lifecycle/calendar-day.ts';
import { verifyLog } from '../../../shared/events/verify-log.ts';
import { lapsedQuery } from '../../../shared/suggestion/clock/record-silence.ts';
import { lifecycles } from '../../../cli/seed/level-lifecycles.ts';
import type { NoticeRules } from '../../../shared/suggestion/clock/clock-notice.ts';
import { openHolidayCalendar } from '../../../shared/suggestion/start-level.ts';
import { createLogger } from '../../../shared/telemetry/logger.ts';
import { candidatesQuery, giveNotices } from '../../../shared/suggestion/clock/give-notices.ts';
import { defaultDeadlines } from '../../../shared/lifecycle/deadlines.ts';
import { levels, startTestLevel, type TestLevel } from '../../support/level-harness.ts';
import { act, caseIn, readCase } from '../../support/level-harness.cases.ts';
import { isOnServer } from '../../support/test-database.ts';
import { analyze, queryPlan } from '../../support/query-plan.ts';
import { copyCase, expectEachOnce, noticesInLog } from '../../support/clock-cases.ts';
import { startProcess } from '../../support/whole-graph.process.ts';

const noon = (day: string): Date => new Date(`${day}T12:00:00+08:00`);

/** A clock that stands until a test moves it. */
function testClock(day: string) {
  let now = noon(day);
  return { read: () => now, moveTo: (next: string) => void (now = noon(next)) };
}

interface TimelineEvent {
  readonly act: string;
  readonly payload: { readonly dueOn: string; readonly daysLeft: number };
}

async function until(what: string, isSo: () => Promise<boolean>): Promise<void> {
  const deadline = Date.now() + 25_000;
  while (!(await isSo())) {
    if (Date.now() > deadline) throw new Error(`Not within 25 seconds: ${what}.`);
    await pause(20);
  }
}

/** What the clock of a level measures days by, where no setting says otherwise. */
async function rulesOf({ profile }: TestLevel): Promise<NoticeRules> {
  const calendar = await openHolidayCalendar({}, createLogger('test', 'silent'));
  return { lifecycle: lifecycles[profile.level], calendar };
}

async function timelineOf(level: TestLevel, id: string): Promise<TimelineEvent[]> {
  const { timeline } = await readCase(
    level,
    id,
    'timeline(first: 50) { nodes { act type from to actorRole payload } }',
  );
  return timeline.nodes;
}

describe.each(levels)('the clock of a %s level', (name) => {
  test('tells once that a case is due soon, and once that it is overdue; the case itself does not change', async () => {
    const clock = testClock('2026-03-02');
    await using level = await startTestLevel(name, { clock: clock.read, clockInterval: 10 });
    const item = await caseIn(level, 'HANDLING');
    const dueOn = addMonths('2026-03-02', 3);
    const gap = () => level.service.log.position();
    const before = await gap();
    clock.moveTo(addDays(dueOn, -defaultDeadlines.dueSoonDays - 1));
    await pause(100);
    expect(await gap()).toBe(before);
    clock.moveTo(addDays(dueOn, -defaultDeadlines.dueSoonDays));
    await until('it is told that the case is due soon', async () => (await gap()) > before);
    clock.moveTo(dueOn);
    await pause(100);
    clock.moveTo(addDays(dueOn, 1));
    await until('it is told that the case is overdue', async () => (await gap()) > before + 1);
    clock.moveTo(addDays(dueOn, 100));
    await pause(100);
    await level.stop();
    await level.start();
    await pause(100);
    expect((await timelineOf(level, item.id)).slice(-2)).toEqual([
      {
        act: 'dueSoon',
        type: 'suggestion.became-due-soon',
        from: 'HANDLING',
        to: 'HANDLING',
        actorRole: 'SYSTEM',
        payload: expect.objectContaining({ dueOn, daysLeft: 15 }),
      },
      {
        act: 'overdue',
        type: 'suggestion.became-overdue',
        from: 'HANDLING',
        to: 'HANDLING',
        actorRole: 'SYSTEM',
        payload: expect.objectContaining({ dueOn, daysLeft: -1 }),
      },
    ]);
    // The version that was read before the notices is still good.
    expect(await act(level, 'reply', await act(level, 'draftReply', item))).toMatchObject({ status: 'REPLIED' });
    await expectEachOnce(level.service.database, 2);
  });

  test('is silent on drafts, on cases not assigned yet, and once the reply is there', async () => {
    const clock = testClock('2026-03-02');
    await using level = await startTestLevel(name, { clock: clock.read, clockInterval: 10 });
    for (const status of ['DRAFT', 'REGISTERED', 'REPLIED', 'CLOSED', 'WITHDRAWN'] as const)
      await caseIn(level, status);
    clock.moveTo('2027-03-02');
    await pause(150);
    expect((await noticesInLog(level.service.database)).size).toBe(0);
  });

  test('tells anew where the due date was put off', async () => {
    const clock = testClock('2026-03-02');
    await using level = await startTestLevel(name, { clock: clock.read, clockInterval: 10 });
    const { id } = await caseIn(level, 'HANDLING');
    clock.moveTo('2026-06-03');
    const acts = async () => (await timelineOf(level, id)).map((event) => event.act).slice(7);
    await until('it is overdue', async () => (await acts()).length === 1);
    await level.service.database
      .fork()
      .execute('update suggestion set due_on = ?, due_soon_on = ? where id = ?', ['2026-09-02', '2026-08-18', id]);
    clock.moveTo('2026-08-30');
    await until('it is due soon', async () => (await acts()).length === 2);
    clock.moveTo('2026-09-03');
    await until('it is overdue again', async () => (await acts()).length === 3);
    expect(await acts()).toEqual(['overdue', 'dueSoon', 'overdue']);
  });

  test('tells once that a step is due soon, and once that it is late, by working days', async () => {
    const clock = testClock('2026-04-28');
    await using level = await startTestLevel(name, { clock: clock.read, clockInterval: 10 });
    // Five working days from Tuesday 28 April: 1 to 5 May are off, Saturday 9 May is worked.
    const { id } = await caseIn(level, 'SUBMITTED');
    expect(await readCase(level, id, 'stepDueOn')).toEqual({ stepDueOn: '2026-05-08' });
    const told = async () => (await timelineOf(level, id)).slice(2);
    const acts = async () => (await told()).map((event) => event.act);
    clock.moveTo('2026-05-06');
    await pause(100);
    expect(await acts()).toEqual([]);
    clock.moveTo('2026-05-07');
    await until('it is told that the review is due soon', async () => (await acts()).length === 1);
    clock.moveTo('2026-05-08');
    await pause(100);
    clock.moveTo('2026-05-09');
    await until('it is told that the review is late', async () => (await acts()).length === 2);
    clock.moveTo('2026-06-30');
    await level.stop();
    await level.start();
    await pause(100);
    const notice = { from: 'SUBMITTED', to: 'SUBMITTED', actorRole: 'SYSTEM' };
    expect(await told()).toEqual([
      {
        ...notice,
        act: 'stepDueSoon',
        type: 'suggestion.step-became-due-soon',
        payload: expect.objectContaining({ dueOn: '2026-05-08', daysLeft: 1 }),
      },
      {
        ...notice,
        act: 'stepOverdue',
        type: 'suggestion.step-became-overdue',
        payload: expect.objectContaining({ dueOn: '2026-05-08', daysLeft: -1 }),
      },
    ]);
    await expectEachOnce(level.service.database, 2);
  });

  test('reminds deputies before their window for evaluation ends, which is never late', async () => {
    const clock = testClock('2026-04-20');
    await using level = await startTestLevel(name, { clock: clock.read, clockInterval: 10 });
    const { id } = await caseIn(level, 'REPLIED');
    const acts = async () => (await timelineOf(level, id)).map((event) => event.act).slice(9);
    clock.moveTo('2026-05-19');
    await until('they are reminded', async () => (await acts()).length === 1);
    clock.moveTo('2026-05-21');
    await until('silence is recorded', async () => (await acts()).length === 2);
    expect(await acts()).toEqual(['stepDueSoon', 'recordSilence']);
  });

  test('tells of a promise before its day and once that has passed', async () => {
    const clock = testClock('2026-03-02');
    await using level = await startTestLevel(name, { clock: clock.read, clockInterval: 10 });
    const promised = { draftReply: { category: 'B', text: '秋天修。', promisedOn: '2026-09-30' } };
    const { id, ...item } = await caseIn(level, 'TRACKING', promised);
    const told = async () => (await timelineOf(level, id)).slice(item.version);
    clock.moveTo('2026-09-14');
    await pause(100);
    expect(await told()).toEqual([]);
    clock.moveTo('2026-09-15');
    await until('the promise is due soon', async () => (await told()).length === 1);
    clock.moveTo('2026-10-01');
    await until('the promise is overdue', async () => (await told()).length === 2);
    await pause(100);
    expect((await told()).map(({ act, payload }) => [act, payload.dueOn, payload.daysLeft])).toEqual([
      ['promiseDueSoon', '2026-09-30', 15],
      ['promiseOverdue', '2026-09-30', -1],
    ]);
  });

  test('says in the timeline what stopped it, from when to when, and how many days were added', async () => {
    const clock = testClock('2026-03-02');
    await using level = await startTestLevel(name, { clock: clock.read });
    const asked = await caseIn(level, 'RETURN_REQUESTED');
    clock.moveTo('2026-03-05');
    const { id } = await act(level, 'decideReturn', asked);
    const { timeline, dueOn } = await readCase(
      level,
      id,
      'dueOn timeline { nodes { act clockStop { stoppedBy stoppedOn resumedOn days dueOnBefore dueOn } } }',
    );
    expect(dueOn).toBe('2026-06-05');
    const stops = timeline.nodes.filter((event: { clockStop: unknown }) => event.clockStop);
    expect(stops).toEqual([
      {
        act: 'decideReturn',
        clockStop: {
          stoppedBy: 'RETURN',
          stoppedOn: '2026-03-02',
          resumedOn: '2026-03-05',
          days: 3,
          dueOnBefore: '2026-06-02',
          dueOn: '2026-06-05',
        },
      },
    ]);
  });

  test('records silence once the window for evaluation is over, by working days, and never as a grade', async () => {
    const clock = testClock('2026-04-20');
    await using level = await startTestLevel(name, { clock: clock.read, clockInterval: 10 });
    const { id } = await caseIn(level, 'REPLIED');
    // Twenty working days: 1 to 5 May are off, Saturday 9 May is worked.
    clock.moveTo('2026-05-20');
    await pause(100);
    expect(await readCase(level, id, 'status stepDueOn')).toEqual({ status: 'REPLIED', stepDueOn: '2026-05-20' });
    clock.moveTo('2026-05-21');
    await until('silence is recorded', async () => (await readCase(level, id, 'status')).status === 'EVALUATED');
    await pause(100);
    const { evaluations } = await readCase(level, id, 'evaluations { process result }');
    expect(evaluations).toEqual([{ process: 'NO_ANSWER', result: 'NO_ANSWER' }]);
    expect((await timelineOf(level, id)).filter(({ act }) => act === 'recordSilence')).toEqual([
      expect.objectContaining({ from: 'REPLIED', to: 'EVALUATED', actorRole: 'SYSTEM' }),
    ]);
    expect((await verifyLog(level.service.database.fork())).fault).toBeUndefined();
  });

  test('finds what is due by an index', async () => {
    await using level = await startTestLevel(name);
    const { database } = level.service;
    const { id } = await caseIn(level, 'CLOSED');
    await copyCase(database, id, 2_000);
    await copyCase(database, (await caseIn(level, 'HANDLING')).id, 20);
    await analyze(database, 'suggestion');
    const { sql, parameters } = candidatesQuery('2026-06-01', await rulesOf(level));
    const plan = await queryPlan(database, sql, parameters);
    const ofDays = /^suggestion_(clock|step)_index$/;
    expect(plan.filter(({ table, index }) => table === 'suggestion' && !ofDays.test(index ?? ''))).toEqual([]);
    expect(plan.filter(({ table }) => table === 'suggestion')).toHaveLength(6);
    expect(plan.filter(({ index }) => index === undefined)).toEqual([]);
    const lapsed = lapsedQuery('2026-06-01', '');
    expect(await queryPlan(database, lapsed.sql, lapsed.parameters)).toEqual([
      { table: 'suggestion', index: expect.stringMatching(/suggestion_(step|clock)_index/) },
    ]);
  });
});

describe('several processes of one level', () => {
  test('two services on one database give each notice once', async () => {
    const clock = testClock('2026-03-02');
    await using level = await startTestLevel('district', { clock: clock.read, clockInterval: 5 });
    await using other = await startTestLevel('district', { clock: clock.read, clockInterval: 5, beside: level });
    await copyCase(level.service.database, (await caseIn(level, 'HANDLING')).id, 300);
    clock.moveTo('2026-05-25');
    await until('all are told to be due soon', async () => (await noticesInLog(level.service.database)).size === 301);
    clock.moveTo('2026-07-01');
    await until('all are told to be overdue', async () => (await noticesInLog(other.service.database)).size === 602);
    await pause(100);
    await expectEachOnce(level.service.database, 602);
  });

  test('that work without a lease between them still give each notice once', async () => {
    const clock = testClock('2026-03-02');
    await using level = await startTestLevel('township', { clock: clock.read });
    // A SQLite file is shared by processes, not within one: its lock would hold the only thread that can give it back.
    await using other = isOnServer ? await startTestLevel('township', { clock: clock.read, beside: level }) : undefined;
    await copyCase(level.service.database, (await caseIn(level, 'HANDLING')).id, 120);
    clock.moveTo('2026-07-01');
    const rules = await rulesOf(level);
    const giveAll = async ({ service: { database, log } }: TestLevel): Promise<number> => {
      let given = 0;
      for (let last = -1; last !== 0; given += last)
        last = await giveNotices({ database, log, clock: clock.read, ...rules });
      return given;
    };
    const given = await Promise.all([giveAll(level), giveAll(other ?? level), giveAll(level)]);
    expect(given.reduce((sum, count) => sum + count, 0)).toBe(121);
    await expectEachOnce(level.service.database, 121);
  });

  test('one that is killed at its work is followed by the other one, and nothing is lost or told twice', async () => {
    const clock = testClock('2021-03-02');
    await using level = await startTestLevel('city', { clock: clock.read });
    const { database } = level.service;
    await copyCase(database, (await caseIn(level, 'HANDLING')).id, 900);
    const environment = {
      PORT: '0',
      DATA_DIR: level.keys.folder,
      AUTH_JWKS_FILE: level.keys.files.jwksFile,
      CITY_DATABASE_URL: level.testDatabase.url,
      CLOCK_INTERVAL: '50ms',
    };
    const start = () => startProcess(['subgraphs/city/main.ts'], environment);
    await using first = start();
    await using second = start();
    await Promise.all([first.ready, second.ready]);
    const told = async () => (await noticesInLog(database)).size;
    await until('the first notices are there', async () => (await told()) > 0);
    // One of the two has charge: it dies at its work, or the other one is not there to help.
    first.kill('SIGKILL');
    await first.ended;
    await using third = start();
    await third.ready;
    await until('all are told', async () => (await told()) === 901);
    second.kill('SIGTERM');
    third.kill('SIGTERM');
    expect([(await second.ended).code, (await third.ended).code]).toEqual([0, 0]);
    await expectEachOnce(database, 901);
  }, 60_000);
});
