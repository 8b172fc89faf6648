import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { SuggestionEntity } from '../../../shared/suggestion/suggestion.entity.ts';
import { act, codeOf, readCase, sendAct, type CaseRef } from '../../support/level-harness.cases.ts';
import type { TestLevel } from '../../support/level-harness.ts';
import { startNetworkBeside, type NetworkBeside } from './network-beside.fixture.ts';
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

/** A district's case that the city has answered: graded, and closed at both. */
async function answeredByCity({ city, district }: ThreeLevels): Promise<{ above: CaseRef; below: CaseRef }> {
  const below = await handedUp(district);
  const above = await decide(city, 'accept', { id: await receivedId(city, district, below.id) });
  await caseOnce(district, below.id, 'ESCALATED');
  await answerCase(city, above);
  const answered = await caseOnce(district, below.id, 'ANSWERED_FROM_ABOVE');
  const closed = await act(district, 'close', await act(district, 'evaluate', answered));
  return { above: await caseOnce(city, above.id, 'EVALUATED'), below: closed };
}

/** A town's case that went up to the city and was answered there: graded, and closed at all three. */
async function answeredOverTwoLevels({ city, district, township }: ThreeLevels) {
  const town = await handedUp(township);
  let atDistrict = await decide(district, 'accept', { id: await receivedId(district, township, town.id) });
  for (const name of ['assign', 'receive', 'handle', 'proposeHandUp'] as const)
    atDistrict = await act(district, name, atDistrict);
  const atCity = await decide(city, 'accept', { id: await receivedId(city, district, atDistrict.id) });
  await caseOnce(district, atDistrict.id, 'ESCALATED');
  await answerCase(city, atCity);
  const answered = await caseOnce(township, town.id, 'ANSWERED_FROM_ABOVE');
  const closedTown = await act(township, 'close', await act(township, 'evaluate', answered));
  const closedDistrict = await act(district, 'close', await caseOnce(district, atDistrict.id, 'EVALUATED'));
  return { town: closedTown, atDistrict: closedDistrict, atCity: await caseOnce(city, atCity.id, 'EVALUATED') };
}

/** Closes the evaluated case, and has a third party overturn its answer. */
async function overturn(city: TestLevel, evaluated: CaseRef): Promise<CaseRef> {
  let current = evaluated;
  for (const name of ['close', 'startThirdParty', 'reportThirdParty'] as const)
    current = await act(city, name, current);
  const input = { verdict: 'NOT_DELIVERED', evidence: '路面仍然破损', leader: '张副主任' };
  return act(city, 'decideThirdParty', { ...current, input });
}

async function lastEvent(level: TestLevel, id: string): Promise<unknown> {
  const { timeline } = await readCase(level, id, 'timeline(first: 50) { nodes { act from to payload } }');
  return timeline.nodes.at(-1);
}

async function ratesOf(network: NetworkBeside): Promise<unknown[]> {
  const rate = '{ numerator denominator }';
  const fields = `replied overturned implementationRate ${rate} processSatisfactionRate ${rate} resultSatisfactionRate ${rate}`;
  const { statistics } = await network.ask(`{ statistics(by: LEVEL) { key statistics { ${fields} } } }`);
  return statistics;
}

/** What every level's statistics are to say of its one case. */
const ratesAt = (counts: { replied: number; overturned: number; solved: number; graded: number }): unknown[] =>
  ['CITY', 'DISTRICT', 'TOWNSHIP'].map((key) => ({
    key,
    statistics: {
      ...{ replied: counts.replied, overturned: counts.overturned },
      implementationRate: { numerator: counts.solved, denominator: 1 },
      processSatisfactionRate: { numerator: counts.graded, denominator: counts.graded },
      resultSatisfactionRate: { numerator: counts.graded, denominator: counts.graded },
    },
  }));

test('an answer that is overturned above leaves the rates of both levels below at once, and waits there for the new one', async () => {
  await using own = await startThreeLevels();
  await using network = await startNetworkBeside(own);
  const { city, district, township } = own;
  const { town, atDistrict, atCity } = await answeredOverTwoLevels(own);
  const rates = (counts: Parameters<typeof ratesAt>[0]) => {
    const expected = ratesAt(counts);
    return until(
      () => ratesOf(network),
      (told) => JSON.stringify(told) === JSON.stringify(expected),
    );
  };
  await rates({ replied: 1, overturned: 0, solved: 1, graded: 1 });

  const rehandled = await overturn(city, atCity);
  for (const [level, id] of [[district, atDistrict.id] as const, [township, town.id] as const]) {
    const waiting = await caseOnce(level, id, 'ESCALATED');
    expect(waiting).toMatchObject({ dueState: 'STOPPED', stoppedOn: null, handUp: { state: 'ACCEPTED' } });
    expect(await readCase(level, id, 'round overturned replies { round } evaluations { round }')).toEqual({
      ...{ round: 2, overturned: 1 },
      // They stay as history.
      ...{ replies: [{ round: 1 }], evaluations: [{ round: 1 }] },
    });
    expect(await lastEvent(level, id)).toMatchObject({
      ...{ act: 'overturnFromAbove', from: 'CLOSED', to: 'ESCALATED' },
      payload: {
        ...{ verdict: 'NOT_DELIVERED', overturnedRounds: [1], isAnswerToCome: true },
        facts: { overturned: 1, answerFrom: 2, category: null, process: {}, result: {} },
      },
    });
  }
  const early = await sendAct(township, 'evaluate', await caseOnce(township, town.id, 'ESCALATED'));
  expect(codeOf(early)).toBe('ACT_NOT_LEGAL');
  await rates({ replied: 0, overturned: 1, solved: 0, graded: 0 });

  await act(city, 'reply', await act(city, 'draftReply', rehandled));
  const anew = await caseOnce(township, town.id, 'ANSWERED_FROM_ABOVE');
  expect((await act(township, 'evaluate', anew)).status).toBe('EVALUATED');
  for (const [level, id] of [[district, atDistrict.id] as const, [city, atCity.id] as const]) {
    await caseOnce(level, id, 'EVALUATED');
    const { evaluations } = await readCase(level, id, 'evaluations { round }');
    expect(evaluations).toEqual([{ round: 1 }, { round: 2 }]);
  }
  await rates({ replied: 1, overturned: 1, solved: 1, graded: 1 });
  await network.rebuild();
  await rates({ replied: 1, overturned: 1, solved: 1, graded: 1 });
}, 90_000);

test('the news of it comes down once, whether the level below or the one above was away, and however often it is read', async () => {
  const { city, district } = levels;
  const { above, below } = await answeredByCity(levels);
  await district.stop();
  const rehandled = await overturn(city, above);
  await city.stop();
  await levels.restart('district');
  await levels.restart('city');
  await caseOnce(district, below.id, 'ESCALATED');
  const readAgain = async (): Promise<void> => {
    await district.stop();
    await district.start();
    await district.service.database.fork().execute('delete from hand_up_cursor');
    await levels.link('district');
    const { sequence: goal } = (await lastNews(city))!;
    await until(
      () => appliedOf(district),
      (applied) => applied >= goal,
    );
  };
  const stored = () =>
    district.service.database.fork().findOne(SuggestionEntity, below.id, { disableIdentityMap: true });
  for (const isAnswered of [false, true]) {
    if (isAnswered) {
      await act(city, 'reply', await act(city, 'draftReply', rehandled));
      await caseOnce(district, below.id, 'ANSWERED_FROM_ABOVE');
    }
    const before = await stored();
    await readAgain();
    expect(await stored()).toEqual(before);
  }
  const events = await eventsOf(district, below.id);
  expect(events.slice(-5)).toEqual(['answerFromAbove', 'evaluate', 'close', 'overturnFromAbove', 'answerFromAbove']);
}, 60_000);

async function lastNews({ service: { database } }: TestLevel): Promise<{ sequence: number } | undefined> {
  const [row] = await database
    .fork()
    .execute<{ sequence: number }[]>("select max(sequence) as sequence from event where aggregate_type = 'hand-up'");
  return row;
}

async function appliedOf({ service: { database } }: TestLevel): Promise<number> {
  const rows = await database
    .fork()
    .execute<{ sequence: number }[]>("select sequence from hand_up_cursor where level = 'CITY'");
  return Number(rows[0]?.sequence ?? 0);
}

test('a case that was published stays so and leaves the rates too; a town below it does not wait for an answer', async () => {
  const { city, district, township } = levels;
  const { town, atDistrict, atCity } = await answeredOverTwoLevels(levels);
  await act(district, 'publish', atDistrict);
  const rehandled = await overturn(city, atCity);
  const told = await until(
    async () =>
      (await readCase(township, town.id, `${handUpFields} overturned`)) as HandedUpCase & { overturned: number },
    ({ overturned }) => overturned === 1,
  );
  expect(told).toMatchObject({ status: 'CLOSED', handUp: { state: 'ENDED' } });
  expect(await lastEvent(township, town.id)).toMatchObject({
    ...{ act: 'overturnFromAbove', from: 'CLOSED', to: 'CLOSED' },
    payload: { isAnswerToCome: false, facts: { category: null, result: {} } },
  });
  expect(await lastEvent(district, atDistrict.id)).toMatchObject({
    ...{ act: 'overturnFromAbove', from: 'PUBLISHED', to: 'PUBLISHED' },
    payload: { facts: { overturned: 1, category: null, result: {} } },
  });
  await act(city, 'reply', await act(city, 'draftReply', rehandled));
  await until(
    async () => (await readCase(district, atDistrict.id, handUpFields)) as HandedUpCase,
    ({ handUp }) => handUp['state'] === 'ANSWERED',
  );
  expect(await readCase(district, atDistrict.id, 'status replies { round }')).toEqual({
    ...{ status: 'PUBLISHED', replies: [{ round: 1 }] },
  });
}, 60_000);
