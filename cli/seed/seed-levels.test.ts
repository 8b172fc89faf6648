import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { Database } from '../../shared/database/open-database.ts';
import { inTransaction } from '../../shared/database/transaction.ts';
import { readHead } from '../../shared/events/event-head.ts';
import { verifyLog } from '../../shared/events/verify-log.ts';
import { EventEntity, type EventRow } from '../../shared/events/event.entity.ts';
import { hasCongress } from '../../shared/division/division-kind.ts';
import { caseLevels, type CaseLevel } from '../../shared/lifecycle/congress-level.ts';
import { addDays, beijingDay } from '../../shared/lifecycle/calendar-day.ts';
import { dueStateOf } from '../../shared/lifecycle/due-state.ts';
import { isWorkingDay } from '../../shared/lifecycle/working-day.ts';
import { AssignmentConferenceEntity } from '../../shared/suggestion/case-record.entity.ts';
import { lockCase, nextNumber } from '../../shared/suggestion/case-store.ts';
import { candidatesQuery } from '../../shared/suggestion/clock/give-notices.ts';
import { isNotice } from '../../shared/suggestion/clock/clock-notice.ts';
import { faultOfSteps } from '../../shared/suggestion/hold-steps.ts';
import { openHolidayCalendar } from '../../shared/suggestion/start-level.ts';
import { factsOf } from '../../shared/suggestion/case-facts.ts';
import {
  AssignmentEntity,
  EvaluationEntity,
  NumberSeriesEntity,
  ProposerEntity,
  ReplyEntity,
  SuggestionEntity,
  type SuggestionRow,
} from '../../shared/suggestion/suggestion.entity.ts';
import { assignmentRoles, evaluationGrades, replyCategories } from '../../shared/suggestion/suggestion-grade.ts';
import { CenterEntity } from '../../subgraphs/city/center/center.entity.ts';
import { DeputyEntity, DeputyLevelEntity } from '../../subgraphs/city/deputy/deputy.entity.ts';
import { TownshipEntity } from '../../subgraphs/district/division/township.entity.ts';
import { StationEntity } from '../../subgraphs/district/station/station.entity.ts';
import { HomeEntity } from '../../subgraphs/township/home/home.entity.ts';
import { createTestDatabase } from '../../test/support/test-database.ts';
import { lifecycles } from './level-lifecycles.ts';
import { needsSeed, seedLevels, type SeedAmount } from './seed-levels.ts';
import { openSeedDatabases, silentLogger, type SeedDatabases } from './seed.fixture.ts';

const now = new Date('2026-08-14T03:00:00Z');
const optionsOf = (amount: SeedAmount) => ({ amount, now, logger: silentLogger });

let seeded: SeedDatabases;
let counts: Awaited<ReturnType<typeof seedLevels>>;
const databaseOf = (level: CaseLevel, { databases }: SeedDatabases = seeded): Database =>
  ({ CITY: databases.city, DISTRICT: databases.district, TOWNSHIP: databases.township })[level];
const rowsOf = (level: CaseLevel): Promise<SuggestionRow[]> =>
  databaseOf(level).fork().find(SuggestionEntity, {}, { disableIdentityMap: true });
const eventsOf = (level: CaseLevel): Promise<EventRow[]> =>
  databaseOf(level)
    .fork()
    .find(EventEntity, {}, { orderBy: { sequence: 'asc' }, disableIdentityMap: true });
const readCase = (level: CaseLevel, id: string) => inTransaction(databaseOf(level), (em) => lockCase(em, id));

beforeAll(async () => {
  seeded = await openSeedDatabases(createTestDatabase);
  counts = await seedLevels(seeded.databases, optionsOf('demo'));
});
afterAll(async () => {
  await seeded[Symbol.asyncDispose]();
});

/** Cases come to these with another level's news, which a seed does not have. */
const handedUp = ['ESCALATION_PROPOSED', 'ESCALATED', 'ANSWERED_FROM_ABOVE'];

describe('a demo seed', () => {
  test('has the known numbers of stations and homes, and round numbers of what is made up', async () => {
    expect(counts).toMatchObject({ centers: 1, deputies: 2_000, stations: 325, homes: 3_158, suggestions: 1_200 });
    const { city, district, township } = seeded.databases;
    expect(await city.fork().count(DeputyEntity)).toBe(2_000);
    expect(await district.fork().count(StationEntity)).toBe(325);
    expect(await township.fork().count(HomeEntity)).toBe(3_158);
    const suggestions = await Promise.all(caseLevels.map((level) => databaseOf(level).fork().count(SuggestionEntity)));
    expect(suggestions.reduce((left, right) => left + right)).toBe(1_200);
    const events = await Promise.all(caseLevels.map((level) => databaseOf(level).fork().count(EventEntity)));
    expect(events.reduce((left, right) => left + right)).toBe(counts.events);
  });

  test('marks everything as synthetic but the centre, two deputies and one case', async () => {
    const { city, district, township } = seeded.databases;
    expect(await city.fork().find(CenterEntity, {}, { disableIdentityMap: true })).toMatchObject([
      { cityCode: '230100', name: '哈尔滨市人大代表履职服务中心', openedOn: '2021-08-01' },
    ]);
    const real = { synthetic: false };
    const deputies = await city.fork().find(DeputyEntity, real, { orderBy: { id: 'asc' } });
    expect(deputies.map(({ name }) => name)).toEqual(['于桂芳', '宋贵森']);
    expect(await district.fork().count(StationEntity, real)).toBe(0);
    expect(await township.fork().count(HomeEntity, real)).toBe(0);
    expect(await city.fork().count(SuggestionEntity, real)).toBe(1);
    expect(await district.fork().count(SuggestionEntity, real)).toBe(0);
    expect(await township.fork().count(SuggestionEntity, real)).toBe(0);
  });

  test('tells the real case to its end, and names which of its dates are known', async () => {
    const rows = await rowsOf('CITY');
    const real = rows.find(({ synthetic }) => !synthetic)!;
    expect(real).toMatchObject({ status: 'CLOSED', divisionCode: '230100', topic: '道路街巷命名' });
    for (const street of ['大新街', '北新街', '东北新街', '海员街', '友谊东路']) expect(real.title).toContain(street);
    expect(real.content).toContain('11名代表');
    expect(real.statusNote).toMatch(/2020年.*6月/);
    const all = (await Promise.all(caseLevels.map(rowsOf))).flat();
    expect(all.filter(({ title }) => title === real.title)).toHaveLength(1);
    const item = (await readCase('CITY', real.id))!;
    expect(item.proposers.map(({ deputyId }) => deputyId)).toEqual(['230100-D000001', '230100-D000002']);
    expect(item.assignments).toMatchObject([{ organ: '市民政局', role: 'LEAD' }]);
    expect(item.replies).toMatchObject([{ category: 'A', round: 1 }]);
    const times = [real.draftedAt, ...item.evaluations.map(({ evaluatedAt }) => evaluatedAt)];
    for (const time of times) expect(time).toMatch(/^2020-0[1-6]-/);
  });

  test.each(caseLevels)('has every state, due state, category, grade and kind of assignment: %s', async (level) => {
    const rows = await rowsOf(level);
    const em = databaseOf(level).fork();
    const expected = lifecycles[level].statuses.filter((status) => !handedUp.includes(status));
    expect(new Set(rows.map(({ status }) => status))).toEqual(new Set(expected));
    const dueStates = new Set(rows.map((row) => dueStateOf(row, now)));
    expect(dueStates).toEqual(new Set(['NOT_STARTED', 'ON_TIME', 'DUE_SOON', 'OVERDUE', 'STOPPED']));
    const replies = await em.find(ReplyEntity, {});
    expect(new Set(replies.map(({ category }) => category))).toEqual(new Set(replyCategories));
    const assignments = await em.find(AssignmentEntity, {});
    expect(new Set(assignments.map(({ role }) => role))).toEqual(new Set(assignmentRoles));
    const evaluations = await em.find(EvaluationEntity, {});
    expect(new Set(evaluations.map(({ process }) => process))).toEqual(new Set(evaluationGrades));
    expect(new Set(evaluations.map(({ result }) => result))).toEqual(new Set(evaluationGrades));
  });

  test.each(caseLevels)('has cases with all that goes beside the main path, one of them secret: %s', async (level) => {
    const acts = new Set((await eventsOf(level)).map(({ act }) => act));
    const beside = ['supervise', 'extend', ...(level === 'TOWNSHIP' ? [] : ['consult', 'inspect'])];
    expect(beside.filter((act) => !acts.has(act))).toEqual([]);
    expect((await rowsOf(level)).filter(({ secret }) => secret)).toMatchObject([{ status: 'CLOSED', synthetic: true }]);
  });

  test('hands over many cases of the city in one conference', async () => {
    const em = seeded.databases.city.fork();
    const [conference] = await em.find(AssignmentConferenceEntity, {});
    expect(conference).toMatchObject({ divisionCode: '230100', id: '230100-AC-2026-0001' });
    const handed = await em.find(SuggestionEntity, { conferenceId: conference?.id ?? '' });
    expect(handed.length).toBeGreaterThan(2);
    expect(handed.length).toBe(conference?.caseCount);
    for (const { assignedAt } of handed) expect(assignedAt).toBe(conference?.recordedAt);
  });

  test.each(caseLevels)('no office acts on a suggestion on a day that is off: %s', async (level) => {
    const calendar = await openHolidayCalendar({}, silentLogger);
    const daysOff = (await eventsOf(level))
      .filter(({ aggregateType, actorRole }) => aggregateType === 'suggestion' && !/system|deputy/.test(actorRole))
      .map(({ occurredAt }) => beijingDay(new Date(occurredAt)))
      .filter((day) => !isWorkingDay(day, calendar));
    expect(daysOff).toEqual([]);
  });

  test('raises the implementation rate of the city from about 85% to about 95% in four years', async () => {
    const replies = await seeded.databases.city.fork().find(ReplyEntity, {}, { disableIdentityMap: true });
    const rates = ['2017', '2018', '2019', '2020'].map((year) => {
      const ofYear = Map.groupBy(
        replies.filter(({ suggestionId }) => suggestionId.startsWith(`230100-SG-${year}`)),
        ({ suggestionId }) => suggestionId,
      );
      const worst = [...ofYear.values()].map(
        (given) => given.map(({ category }) => category).sort()[given.length - 1]!,
      );
      return (100 * worst.filter((category) => category < 'C').length) / worst.length;
    });
    expect(rates).toEqual(rates.toSorted((left, right) => left - right));
    expect(Math.abs(rates[0]! - 85)).toBeLessThan(3);
    expect(Math.abs(rates[3]! - 94.8)).toBeLessThan(3);
  });

  test('reaches every district and every congress of a town, and no street', async () => {
    const townships = await seeded.databases.district.fork().find(TownshipEntity, {}, { disableIdentityMap: true });
    const congresses = townships.filter(({ kind }) => hasCongress(kind)).map(({ code }) => code);
    const placesOf = async (level: CaseLevel) => new Set((await rowsOf(level)).map(({ divisionCode }) => divisionCode));
    expect(await placesOf('CITY')).toEqual(new Set(['230100']));
    expect((await placesOf('DISTRICT')).size).toBe(18);
    expect(await placesOf('TOWNSHIP')).toEqual(new Set(congresses));
  });
});

describe('seeded records fit together', () => {
  test('most matters came up at a station of the district or a home of the town', async () => {
    const { district, township } = seeded.databases;
    const stations = await district.fork().find(StationEntity, {}, { disableIdentityMap: true });
    const homes = await township.fork().find(HomeEntity, {}, { disableIdentityMap: true });
    const places = new Map([
      ...stations.map(({ id, districtCode }) => [id, districtCode] as const),
      ...homes.map(({ id, townshipCode }) => [id, townshipCode] as const),
    ]);
    for (const level of ['DISTRICT', 'TOWNSHIP'] as const) {
      const rows = await rowsOf(level);
      const withOrigin = rows.filter(({ originId }) => originId !== null);
      expect(withOrigin.length).toBeGreaterThan(rows.length / 2);
      for (const { originId, divisionCode } of withOrigin) expect(places.get(originId!)).toBe(divisionCode);
    }
    expect((await rowsOf('CITY')).every(({ originId }) => originId === null)).toBe(true);
    const stationOf = new Map(stations.map(({ id, townshipCode }) => [townshipCode, id]));
    for (const home of homes) expect(home.stationId ?? undefined).toBe(stationOf.get(home.townshipCode));
    expect(new Set(stations.map(({ openedOn }) => openedOn!.slice(0, 4)))).toEqual(
      new Set(['2018', '2019', '2020', '2021']),
    );
    for (const { openedOn } of stations) expect(openedOn! < '2021-09').toBe(true);
  });

  test('every signer is on the roll and sits in the congress of the case', async () => {
    const seats = await seeded.databases.city.fork().find(DeputyLevelEntity, {}, { disableIdentityMap: true });
    const known = new Set(seats.map(({ deputyId, level }) => `${deputyId} ${level}`));
    expect(new Set(seats.map(({ level }) => level)).size).toBe(5);
    for (const level of caseLevels) {
      const proposers = await databaseOf(level).fork().find(ProposerEntity, {}, { disableIdentityMap: true });
      for (const { deputyId } of proposers) expect(known).toContain(`${deputyId} ${level}`);
      expect(proposers.filter(({ isLead }) => isLead)).toHaveLength((await rowsOf(level)).length);
      expect(proposers.some(({ position }) => position > 2)).toBe(true);
    }
  });

  test.each(caseLevels)(
    'the log is dense, in order of time, chained, and ends where the rows are: %s',
    async (level) => {
      const events = await eventsOf(level);
      expect(await verifyLog(databaseOf(level).fork(), faultOfSteps)).toMatchObject({
        first: 1,
        last: events.length,
        fault: undefined,
      });
      const times = events.map(({ occurredAt }) => occurredAt);
      expect(times).toEqual(times.toSorted());
      expect(times.at(-1)! < now.toISOString()).toBe(true);
      const newest = new Map(events.map((event) => [event.aggregateId, event]));
      for (const { id, status, version } of await rowsOf(level)) {
        expect(newest.get(id)).toMatchObject({ toState: status });
        expect(JSON.parse(newest.get(id)!.payload).facts.version).toBe(version);
      }
    },
  );

  test('an event tells the facts of its case as the rows have them', async () => {
    const events = new Map((await eventsOf('DISTRICT')).map((event) => [event.aggregateId, event]));
    for (const id of [...events.keys()].slice(0, 50)) {
      const item = (await readCase('DISTRICT', id))!;
      expect(JSON.parse(events.get(id)!.payload).facts).toEqual(factsOf(item));
    }
  });

  test('the clock has told of every case that is due soon or overdue, in its time, and has nothing to add', async () => {
    const calendar = await openHolidayCalendar({}, silentLogger);
    for (const level of caseLevels) {
      const notices = (await eventsOf(level)).filter(isNotice);
      expect(notices.length).toBeGreaterThan(10);
      for (const { act, occurredAt, payload } of notices) {
        const { dueOn } = JSON.parse(payload) as { dueOn: string };
        const day = beijingDay(new Date(occurredAt));
        if (/overdue$/i.test(act)) expect(day).toBe(addDays(dueOn, 1));
        // A promise may be due soon from the first day on which it is tracked.
        else expect(day >= addDays(dueOn, -15) && day <= dueOn).toBe(true);
      }
      const kinds = new Set(notices.map(({ act }) => act));
      expect([...kinds].sort()).toEqual(
        ['dueSoon', 'overdue', 'promiseDueSoon', 'promiseOverdue', 'stepDueSoon', 'stepOverdue'].sort(),
      );
      const rules = { lifecycle: lifecycles[level], calendar };
      const { sql, parameters } = candidatesQuery(beijingDay(now), rules);
      expect(await databaseOf(level).fork().execute(sql, parameters)).toEqual([]);
    }
  });

  test('numbers go on where the seed left off', async () => {
    const em = seeded.databases.city.fork();
    const { last } = (await em.findOne(NumberSeriesEntity, { name: 'suggestion:230100:2021' }))!;
    const ofYear = (await rowsOf('CITY')).filter(({ id }) => id.startsWith('230100-SG-2021-'));
    expect(ofYear).toHaveLength(last);
    await em.begin();
    expect(await nextNumber(em, 'suggestion:230100:2021')).toBe(last + 1);
    await em.rollback();
  });
});

describe('seeding again', () => {
  test('changes nothing', async () => {
    const heads = () => Promise.all(caseLevels.map((level) => readHead(databaseOf(level).fork())));
    const before = await heads();
    expect(await needsSeed(seeded.databases, 'demo')).toBe(false);
    expect(await needsSeed(seeded.databases, 'none')).toBe(false);
    const again = await seedLevels(seeded.databases, optionsOf('full'));
    expect(Object.values(again).every((count) => count === 0)).toBe(true);
    expect(await heads()).toEqual(before);
  });

  test('gives the same records elsewhere on the same day, after a start that loaded only what is real', async () => {
    await using other = await openSeedDatabases(createTestDatabase);
    const real = await seedLevels(other.databases, optionsOf('none'));
    expect(real).toEqual({ centers: 1, deputies: 0, stations: 0, homes: 0, suggestions: 0, opinions: 0, events: 0 });
    expect(await needsSeed(other.databases, 'none')).toBe(false);
    const progress: string[] = [];
    const later = new Date('2026-08-14T13:45:00Z');
    const repeated = await seedLevels(other.databases, {
      ...optionsOf('demo'),
      now: later,
      onProgress: ({ level, done, total }) => progress.push(`${level} ${done === total ? 'done' : 'under way'}`),
    });
    expect(repeated).toEqual({ ...counts, centers: 0 });
    expect(new Set(progress)).toEqual(new Set(caseLevels.flatMap((level) => [`${level} under way`, `${level} done`])));
    for (const level of caseLevels) {
      const hashOf = async (set: SeedDatabases) => (await readHead(databaseOf(level, set).fork())).hash;
      expect(await hashOf(other)).toBe(await hashOf(seeded));
      const rows = await databaseOf(level, other).fork().find(SuggestionEntity, {}, { disableIdentityMap: true });
      expect(rows).toEqual(await rowsOf(level));
    }
  });

  test('leaves a level alone in which somebody works, and fills the others', async () => {
    await using other = await openSeedDatabases(createTestDatabase);
    const station = { id: '230102001-S9', name: '自建站', districtCode: '230102', townshipCode: '230102001' };
    await other.databases.district.fork().insert(StationEntity, { ...station, openedOn: null, synthetic: false });
    expect(await needsSeed(other.databases, 'demo')).toBe(true);
    const partial = await seedLevels(other.databases, optionsOf('demo'));
    expect(partial).toMatchObject({ deputies: 2_000, stations: 0, homes: 3_158 });
    expect(await other.databases.district.fork().count(EventEntity)).toBe(0);
  });
});
