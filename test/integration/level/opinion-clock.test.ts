import { setTimeout as pause } from 'node:timers/promises';
import { expect, test } from '@jest/globals';
import { lifecycles } from '../../../cli/seed/level-lifecycles.ts';
import { verifyLog } from '../../../shared/events/verify-log.ts';
import { openHolidayCalendar } from '../../../shared/suggestion/start-level.ts';
import { createLogger } from '../../../shared/telemetry/logger.ts';
import { opinionNoticesQuery } from '../../../subgraphs/township/opinion/opinion-notice.ts';
import { OpinionEntity } from '../../../subgraphs/township/opinion/opinion.entity.ts';
import { expectEachOnce } from '../../support/clock-cases.ts';
import { startTestLevel } from '../../support/level-harness.ts';
import { opinionAfter, opinionOf, sendOpinionAct, sendTo } from '../../support/opinion-cases.ts';
import { analyze, queryPlan } from '../../support/query-plan.ts';

const noon = (day: string): Date => new Date(`${day}T12:00:00+08:00`);
const patience = 25_000;

test("the clock tells once that a citizen's opinion is due soon, and once that it is late", async () => {
  let now = noon('2026-03-02');
  await using level = await startTestLevel('township', { clock: () => now, clockInterval: 10 });
  const item = await opinionAfter(sendTo(level), []);
  const told = async () => {
    const asked = `{ citizenOpinion(id: "${item.id}") { version stepDueOn timeline { nodes { act type from to actorRole } } } }`;
    return (await level.run(asked)).data.citizenOpinion as { timeline: { nodes: object[] } };
  };
  const untilTold = async (count: number): Promise<void> => {
    const end = performance.now() + patience;
    while ((await told()).timeline.nodes.length < count) {
      if (performance.now() > end) throw new Error(`There are no ${count} events within 25 seconds.`);
      await pause(20);
    }
  };
  now = noon('2026-03-04');
  await untilTold(2);
  now = noon('2026-03-06');
  await untilTold(3);
  now = noon('2026-06-30');
  await level.stop();
  await level.start();
  await pause(100);
  const notice = { from: 'REGISTERED', to: 'REGISTERED', actorRole: 'SYSTEM' };
  expect(await told()).toEqual({
    version: 1,
    stepDueOn: '2026-03-05',
    timeline: {
      nodes: [
        expect.objectContaining({ act: 'register' }),
        { act: 'stepDueSoon', type: 'citizen-opinion.step-became-due-soon', ...notice },
        { act: 'stepOverdue', type: 'citizen-opinion.step-became-overdue', ...notice },
      ],
    },
  });
  await expectEachOnce(level.service.database, 2);
  // The version that was read before the notices is still good.
  expect(opinionOf(await sendOpinionAct(sendTo(level), 'triage', item)).status).toBe('TRIAGED');
  expect((await verifyLog(level.service.database.fork())).fault).toBeUndefined();
}, 60_000);

test('finds the opinions that are due by an index', async () => {
  await using level = await startTestLevel('township');
  const { database } = level.service;
  const { id } = await opinionAfter(sendTo(level), []);
  const { ...row } = await database.fork().findOneOrFail(OpinionEntity, { id }, { disableIdentityMap: true });
  const closed = Array.from({ length: 1_000 }, (_, index) => ({
    ...row,
    ...{ id: `${id.slice(0, -6)}${900_000 + index}`, status: 'CLOSED' as const, stepDueOn: null },
  }));
  await database.fork().insertMany(OpinionEntity, closed);
  await analyze(database, 'citizen_opinion');
  const calendar = await openHolidayCalendar({}, createLogger('test', 'silent'));
  const { sql, parameters } = opinionNoticesQuery('2026-06-01', { lifecycle: lifecycles.TOWNSHIP, calendar });
  const plan = await queryPlan(database, sql, parameters);
  expect(plan.filter(({ index }) => index === undefined)).toEqual([]);
});
