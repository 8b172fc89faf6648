import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { createLifecycle } from '../../../shared/lifecycle/lifecycle.ts';
import { applyNews } from '../../../shared/suggestion/hand-up/apply-news.ts';
import { HandUpEntity, ReceivedHandUpEntity } from '../../../shared/suggestion/hand-up/hand-up.entity.ts';
import type { NeighbourNews } from '../../../shared/suggestion/hand-up/neighbour-news.ts';
import { readDossier } from '../../../shared/suggestion/hand-up/dossier.ts';
import { openHolidayCalendar } from '../../../shared/suggestion/start-level.ts';
import { SuggestionEntity } from '../../../shared/suggestion/suggestion.entity.ts';
import type { SuggestionDeps } from '../../../shared/suggestion/suggestion.service.ts';
import { createLogger } from '../../../shared/telemetry/logger.ts';
import { districtLifecycleSpec } from '../../../subgraphs/district/suggestion/district-lifecycle.ts';
import { act, readCase } from '../../support/level-harness.cases.ts';
import type { TestLevel } from '../../support/level-harness.ts';
import {
  answerCase,
  caseOnce,
  decide,
  eventsOf,
  handedUp,
  handUpFields,
  receivedId,
  startThreeLevels,
  until,
  type HandedUpCase,
  type ThreeLevels,
} from './three-levels.fixture.ts';

let levels: ThreeLevels;

beforeAll(async () => {
  levels = await startThreeLevels();
}, 60_000);

afterAll(async () => {
  await levels[Symbol.asyncDispose]();
});

const unmanaged = { disableIdentityMap: true } as const;

async function depsOf({ service: { database, log } }: TestLevel): Promise<SuggestionDeps> {
  return {
    database,
    log,
    lifecycle: createLifecycle(districtLifecycleSpec),
    calendar: await openHolidayCalendar({}, createLogger('test', 'silent')),
    clock: () => new Date(),
    checkPlace: () => Promise.resolve(),
  };
}

async function numberIn({ service: { database } }: TestLevel, sql: string, parameters: string[] = []): Promise<number> {
  const [row] = await database.fork().execute<{ sequence: number }[]>(sql, parameters);
  return Number(row?.sequence ?? 0);
}

describe('while the level above is down', () => {
  test('the level below says that its hand-ups wait, and each goes up once when it is back', async () => {
    const { district, township } = levels;
    await district.stop();
    const items = [await handedUp(township), await handedUp(township), await handedUp(township)];
    for (const { id } of items) {
      const waiting = (await readCase(township, id, handUpFields)) as HandedUpCase;
      expect(waiting.handUp).toMatchObject({ state: 'PROPOSED', deliveredAt: null, decidedAt: null });
    }
    await levels.restart('district');
    for (const { id } of items) {
      await until(
        async () => (await readCase(township, id, handUpFields)) as HandedUpCase,
        ({ handUp }) => handUp['state'] === 'DELIVERED',
      );
    }
    const sources = { sourceId: { $in: items.map(({ id }) => id) } };
    const received = await district.service.database.fork().find(ReceivedHandUpEntity, sources, unmanaged);
    expect(received.map(({ sourceId, state }) => `${sourceId} ${state}`).sort()).toEqual(
      items.map(({ id }) => `${id} WAITING`).sort(),
    );
    for (const { id } of received) expect(await eventsOf(district, id)).toEqual(['receive']);
  }, 60_000);

  test('its answers come down once when the level below, which was down meanwhile, is back', async () => {
    const { district, township } = levels;
    const below = await handedUp(township);
    const id = await receivedId(district, township, below.id);
    await township.stop();
    const above = await decide(district, 'accept', { id });
    await answerCase(district, above);
    await levels.restart('township');
    const answered = await caseOnce(township, below.id, 'ANSWERED_FROM_ABOVE');
    expect((await eventsOf(township, below.id)).slice(-3)).toEqual(['proposeHandUp', 'escalate', 'answerFromAbove']);
    await district.stop();
    await act(township, 'evaluate', answered);
    await levels.restart('district');
    await caseOnce(district, above.id, 'EVALUATED');
    expect((await eventsOf(district, above.id)).filter((name) => name === 'evaluateFromBelow')).toHaveLength(1);
  }, 60_000);
});

test('a receiver that dies before its commit has nothing, and takes the same news again; after it, nothing twice', async () => {
  await using own = await startThreeLevels({ isLinked: false });
  const { district, township } = own;
  const below = await handedUp(township);
  const { handUp } = (await readCase(township, below.id, handUpFields)) as HandedUpCase;
  const id = handUp['id']!;
  const dossier = await readDossier(township.service.database.fork(), id, null);
  const news: NeighbourNews = {
    ...{ act: 'propose', sequence: await township.service.log.position(), cursor: 'of the test', handUpId: id },
    ...{ occurredAt: new Date().toISOString(), payload: { toLevel: 'DISTRICT', toDivisionCode: '230102' } },
  };
  const deps = await depsOf(district);
  const dying = { ...deps, log: { ...deps.log, append: () => Promise.reject(new Error('killed')) } };
  const before = await district.service.log.position();
  await expect(applyNews(dying, 'TOWNSHIP', [{ news, dossier }])).rejects.toThrow('killed');
  const em = () => district.service.database.fork();
  expect(await em().count(ReceivedHandUpEntity, {})).toBe(0);
  for (let time = 1; time <= 3; time += 1) await applyNews(deps, 'TOWNSHIP', [{ news, dossier }]);
  expect(await em().count(ReceivedHandUpEntity, { state: 'WAITING' })).toBe(1);
  expect(await district.service.log.position()).toBe(before + 1);
}, 60_000);

test('a feed that is read once more from its beginning changes nothing', async () => {
  const { district, township } = levels;
  const below = await handedUp(township);
  const above = await decide(district, 'accept', { id: await receivedId(district, township, below.id) });
  await answerCase(district, above);
  await act(township, 'evaluate', await caseOnce(township, below.id, 'ANSWERED_FROM_ABOVE'));
  await caseOnce(district, above.id, 'EVALUATED');
  const rows = async () => [
    await township.service.database.fork().find(SuggestionEntity, {}, { ...unmanaged, orderBy: { id: 'asc' } }),
    await township.service.database.fork().find(HandUpEntity, {}, { ...unmanaged, orderBy: { id: 'asc' } }),
    await district.service.database.fork().find(SuggestionEntity, {}, { ...unmanaged, orderBy: { id: 'asc' } }),
  ];
  const before = await rows();
  const positions = [await township.service.log.position(), await district.service.log.position()];
  for (const [name, level] of [['township', township] as const, ['district', district] as const]) {
    await level.stop();
    await level.start();
    await level.service.database.fork().execute('delete from hand_up_cursor');
    await levels.link(name);
  }
  for (const [reader, writer] of [[township, district] as const, [district, township] as const]) {
    const lastNews = "select max(sequence) as sequence from event where aggregate_type = 'hand-up'";
    const goal = await numberIn(writer, lastNews);
    await until(
      () => numberIn(reader, 'select sequence from hand_up_cursor where level = ?', [writer.profile.level]),
      (sequence) => sequence >= goal,
    );
  }
  expect(await rows()).toEqual(before);
  expect([await township.service.log.position(), await district.service.log.position()]).toEqual(positions);
}, 60_000);
