import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { SuggestionStatus } from '../../../shared/lifecycle/suggestion-status.ts';
import { countRequest, type StatisticsDimension } from '../../../subgraphs/network/statistics/grouped-statistics.ts';
import { openAgesStatement, overturnedStatement } from '../../../subgraphs/network/statistics/count-few.ts';
import { countStatement } from '../../../subgraphs/network/statistics/count-lines.ts';
import {
  SuggestionOrganEntity,
  SuggestionViewEntity,
} from '../../../subgraphs/network/suggestion/suggestion-view.entity.ts';
import type { Json } from '../../support/json.ts';
import { analyze, fullScans, queryPlan } from '../../support/query-plan.ts';
import { cityCase, deputy, districtCase, townshipCase, upTo } from './case-ids.ts';
import { startTestNetwork, type Stubs, type TestNetwork } from './network-harness.ts';

const now = new Date('2026-06-15T04:00:00.000Z');
const submittedAt = '2026-02-01T00:00:00.000Z';

/** A day of February 2026. */
const on = (day: number): string => `2026-02-${String(day).padStart(2, '0')}T00:00:00.000Z`;

function seed({ city, district, township }: Stubs): void {
  city.draft(cityCase(1), [deputy(1)]);
  const life: readonly [string, SuggestionStatus, number][] = [
    ['submit', 'SUBMITTED', 1],
    ['review', 'REVIEWING', 2],
    ['register', 'REGISTERED', 3],
    ['assign', 'ASSIGNED', 4],
    ['receive', 'RECEIVED', 5],
    ['handle', 'HANDLING', 6],
    ['reply', 'REPLIED', 14],
    // Replied anew: it was in this state before, and its first time counts.
    ['rehandle', 'HANDLING', 15],
    ['reply', 'REPLIED', 20],
    ['evaluate', 'EVALUATED', 24],
    ['close', 'CLOSED', 25],
  ];
  for (const [act, to, day] of life) city.act(cityCase(1), { act, to, at: on(day), facts: { submittedAt } });
  city.act(cityCase(1), {
    act: 'close',
    to: 'CLOSED',
    facts: { round: 2, answerFrom: 2, category: 'A', topic: '道路', organs: ['甲局'] },
  });
  city.draft(cityCase(2), [deputy(1)]);
  city.act(cityCase(2), {
    act: 'reply',
    to: 'REPLIED',
    facts: {
      submittedAt: '2025-03-01T00:00:00.000Z',
      category: 'B',
      topic: '道路',
      keySupervision: true,
      keyLeader: '张副主任',
      overturned: 2,
      organs: ['甲局', '乙局'],
    },
  });
  for (const [index, dueOn] of ['2026-06-15', '2026-06-14', '2026-05-10', '2025-05-10'].entries()) {
    district.draft(districtCase(index + 1), [deputy(1)]);
    district.act(districtCase(index + 1), {
      act: 'handle',
      to: 'HANDLING',
      facts: { submittedAt, dueOn, organs: ['丙局'] },
    });
  }
  township.draft(townshipCase(1), [deputy(1)]);
  township.act(townshipCase(1), { act: 'submit', to: 'SUBMITTED', facts: { submittedAt, topic: '供水' } });
  township.draft(townshipCase(2), [deputy(1)]);
}

let network: TestNetwork;
beforeAll(async () => {
  network = await startTestNetwork({ seed, clock: () => now });
  await network.service.caughtUp();
});
afterAll(async () => {
  await network[Symbol.asyncDispose]();
});

interface Group {
  readonly key: string | null;
  readonly statistics: Json;
}

async function statistics(args: string, fields = 'total'): Promise<Group[]> {
  const { data, errors } = await network.run(`{ statistics${args} { key statistics { ${fields} } } }`);
  expect(errors).toEqual([]);
  return data.statistics;
}

const totals = async (args: string) => (await statistics(args)).map(({ key, statistics: { total } }) => [key, total]);

describe('grouped statistics', () => {
  test('of all together are one group without a key', async () => {
    expect(await totals('')).toEqual([[null, 7]]);
    expect(await totals('(filter: { topic: "无" })')).toEqual([[null, 0]]);
  });

  test.each([
    [
      'LEVEL',
      [
        ['DISTRICT', 4],
        ['CITY', 2],
        ['TOWNSHIP', 1],
      ],
    ],
    [
      'DISTRICT',
      [
        ['230102', 5],
        ['230100', 2],
      ],
    ],
    [
      'DIVISION',
      [
        ['230102', 4],
        ['230100', 2],
        ['230102101', 1],
      ],
    ],
    [
      'YEAR',
      [
        ['2026', 6],
        ['2025', 1],
      ],
    ],
    [
      'TOPIC',
      [
        [null, 4],
        ['道路', 2],
        ['供水', 1],
      ],
    ],
    [
      'ORGAN',
      [
        ['丙局', 4],
        ['甲局', 2],
        ['乙局', 1],
      ],
    ],
    [
      'LEADER',
      [
        [null, 6],
        ['张副主任', 1],
      ],
    ],
  ])('by %s, the largest group first', async (by, expected) => {
    expect(await totals(`(by: ${by})`)).toEqual(expected);
  });

  test('take a filter, and as many groups as are asked for', async () => {
    expect(await totals('(by: TOPIC, filter: { level: [CITY] })')).toEqual([['道路', 2]]);
    expect(await totals('(by: LEVEL, first: 1)')).toEqual([['DISTRICT', 4]]);
    const { errors } = await network.run('{ statistics(by: LEVEL, first: 501) { key } }');
    expect(errors[0]?.extensions['code']).toBe('PAGE_SIZE_INVALID');
  });

  test('count what is due soon and what is overdue, by how long', async () => {
    const [{ statistics: district } = { statistics: undefined }] = await statistics(
      '(by: LEVEL)',
      'dueSoon overdue overdueByAge { age count }',
    );
    expect(district).toEqual({
      dueSoon: 1,
      overdue: 3,
      overdueByAge: [
        { age: 'UP_TO_30_DAYS', count: 1 },
        { age: 'UP_TO_90_DAYS', count: 1 },
        { age: 'OVER_90_DAYS', count: 1 },
      ],
    });
  });

  test('count answers by category and what was handled again, with the formula', async () => {
    const [{ statistics: city } = { statistics: undefined }] = await statistics(
      '(filter: { level: [CITY] })',
      'byCategory { category count } rehandledRate { numerator denominator value formula }',
    );
    expect(city).toEqual({
      byCategory: [
        { category: 'A', count: 1 },
        { category: 'B', count: 1 },
        { category: 'C', count: 0 },
        { category: 'D', count: 0 },
      ],
      rehandledRate: { numerator: 1, denominator: 2, value: 0.5, formula: expect.stringMatching(/round 2.*第二轮/) },
    });
  });

  test('count what a third party overturned, and open cases by how long ago they were submitted', async () => {
    const groups = await statistics('(by: LEVEL)', 'overturned openByAge { age count }');
    const none = { UP_TO_30_DAYS: 0, UP_TO_90_DAYS: 0, UP_TO_180_DAYS: 0, OVER_180_DAYS: 0 };
    const told = groups.map(({ key, statistics: { overturned, openByAge } }) => [
      key,
      overturned,
      Object.fromEntries(openByAge.map(({ age, count }: { age: string; count: number }) => [age, count])),
    ]);
    expect(told).toEqual([
      ['DISTRICT', 0, { ...none, UP_TO_180_DAYS: 4 }],
      ['CITY', 1, { ...none, OVER_180_DAYS: 1 }],
      ['TOWNSHIP', 0, { ...none, UP_TO_180_DAYS: 1 }],
    ]);
    const { data } = await network.run(
      `query ($keys: [_Any!]!) { _entities(representations: $keys) { ... on City { statistics { overturned openByAge { count } } } } }`,
      { variables: { keys: [{ __typename: 'City', code: '230100' }] } },
    );
    expect(data._entities[0].statistics).toEqual({
      overturned: 1,
      openByAge: [{ count: 0 }, { count: 0 }, { count: 5 }, { count: 1 }],
    });
  });

  test('tell how long the stages took, each from the first time in one state to the first time in another', async () => {
    const stages = 'stages { stage cases averageDays }';
    const [{ statistics: city } = { statistics: undefined }] = await statistics('(filter: { level: [CITY] })', stages);
    expect(city.stages).toEqual([
      { stage: 'REVIEW', cases: 1, averageDays: 2 },
      { stage: 'ASSIGN', cases: 1, averageDays: 1 },
      { stage: 'REPLY', cases: 1, averageDays: 10 },
      { stage: 'EVALUATE', cases: 1, averageDays: 10 },
      { stage: 'CLOSE', cases: 1, averageDays: 1 },
    ]);
    const [{ statistics: town } = { statistics: undefined }] = await statistics(
      '(filter: { level: [TOWNSHIP] })',
      stages,
    );
    expect(town.stages[0]).toEqual({ stage: 'REVIEW', cases: 0, averageDays: null });
  });

  test('are the same after a rebuild', async () => {
    const all = 'total overdue stages { stage cases averageDays } byCategory { category count }';
    const before = await statistics('(by: DIVISION)', all);
    await network.rebuild();
    await network.service.caughtUp();
    expect(await statistics('(by: DIVISION)', all)).toEqual(before);
  });

  test('are told apart from figures that were published', async () => {
    const { data } = await network.run('{ recordedRates { name period value source note } }');
    expect(data.recordedRates).toMatchObject([
      { name: '代表意见建议落实率', period: expect.stringContaining('换届之初'), value: 0.85 },
      {
        name: '代表意见建议落实率',
        value: 0.948,
        source: expect.stringContaining('newspaper'),
        note: expect.stringContaining('文章所载历史数据'),
      },
    ]);
  });
});

describe('the age of an open case', () => {
  test.each([
    ['2026-05-16T16:00:00.000Z', 'UP_TO_30_DAYS'],
    ['2026-05-15T16:00:00.000Z', 'UP_TO_30_DAYS'],
    ['2026-05-15T15:59:59.999Z', 'UP_TO_90_DAYS'],
    ['2026-03-16T15:59:59.999Z', 'UP_TO_180_DAYS'],
    ['2025-12-16T15:59:59.999Z', 'OVER_180_DAYS'],
  ])('submitted at %s is %s, by the days of Beijing', async (at, age) => {
    const em = network.service.database.fork();
    await em.execute('update suggestion_view set submitted_at = ? where id = ?', [at, townshipCase(1)]);
    const [{ statistics: town } = { statistics: undefined }] = await statistics(
      '(filter: { level: [TOWNSHIP] })',
      'openByAge { age count }',
    );
    expect(town.openByAge.find(({ count }: { count: number }) => count === 1)?.age).toBe(age);
  });
});

describe('the plans of statistics over many suggestions', () => {
  beforeAll(async () => {
    const { database } = network.service;
    const em = database.fork();
    const [model] = await em.find(SuggestionViewEntity, { id: cityCase(1) }, { disableIdentityMap: true });
    const rows = upTo(6_000).map((number) => ({
      ...model!,
      id: `2301${String((number % 60) + 10)}-SG-2020-${String(number).padStart(6, '0')}`,
      districtCode: `2301${(number % 60) + 10}`,
      divisionCode: `2301${(number % 60) + 10}`,
      level: 'DISTRICT' as const,
      year: 2010 + (number % 12),
      topic: `主题${number % 50}`,
    }));
    for (let start = 0; start < rows.length; start += 500)
      await database.fork().insertMany(SuggestionViewEntity, rows.slice(start, start + 500));
    const organs = rows.map(({ id }, index) => ({ suggestionId: id, organ: `单位${index % 80}` }));
    for (let start = 0; start < organs.length; start += 500)
      await database.fork().insertMany(SuggestionOrganEntity, organs.slice(start, start + 500));
    await analyze(database, 'suggestion_view');
    await analyze(database, 'suggestion_organ');
  });

  const planOf = async (by: StatisticsDimension | undefined, filter: object) => {
    const { sql, parameters } = countStatement(countRequest(by, filter, now));
    return queryPlan(network.service.database, sql, parameters);
  };

  test.each([
    [undefined, {}],
    ['TOPIC', { divisionCode: '230100' }],
    ['YEAR', { divisionCode: '230119' }],
    ['LEVEL', { topic: '主题7' }],
    ['ORGAN', {}],
  ] as const)('the few that are open or overturned are read by an index, by %s of %j', async (by, filter) => {
    const request = countRequest(by, filter, now);
    for (const statement of [openAgesStatement(request), overturnedStatement(request)]) {
      expect(await fullScans(network.service.database, statement, [])).toEqual([]);
    }
  });

  test.each([
    ['of everything', undefined, {}, 'suggestion_view_statistics_index'],
    ['of everything by year', 'YEAR', {}, 'suggestion_view_statistics_index'],
    ['of everything by topic', 'TOPIC', {}, /suggestion_view_topic/],
    ['of everything by leader', 'LEADER', {}, 'suggestion_view_leader_index'],
    ['of the whole city', undefined, { divisionCode: '230100' }, 'suggestion_view_statistics_index'],
    [
      'of the whole city in one year',
      undefined,
      { divisionCode: '230100', year: 2015 },
      'suggestion_view_statistics_index',
    ],
    ['of a district by topic', 'TOPIC', { divisionCode: '230119' }, /suggestion_view_district/],
    ['of a topic by level', 'LEVEL', { topic: '主题7' }, /suggestion_view_topic/],
    ['of the city level by year', 'YEAR', { level: ['CITY'] }, 'suggestion_view_level_index'],
    ['of an organ by year', 'YEAR', { organ: '单位7' }, /PRIMARY|sqlite_autoindex_suggestion_view/],
  ] as const)('those %s use an index', async (_what, by, filter, index) => {
    const plan = await planOf(by, filter);
    expect(plan.filter((step) => step.index === undefined)).toEqual([]);
    expect(plan.find(({ table }) => table === 'suggestion_view')?.index).toMatch(index);
  });
});
