import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { createLogger } from '../../shared/telemetry/logger.ts';
import { peopleOf, type CaseRef } from '../support/level-harness.cases.ts';
import { profiles, type Sender } from '../support/level-harness.ts';
import { engines, levelNames, startWholeGraph, type WholeGraph } from '../support/whole-graph.ts';
import {
  caseOf,
  codesOf,
  playGraphActs,
  sendGraphAct,
  sendGraphDraft,
  systemSender,
  takeLiveCursor,
} from '../support/whole-graph.acts.ts';

/** Words that stand nowhere but in the secret cases. */
const title = '绝密工程甲';
const content = '乙字号内容不得外传';
const topic = '丙类专题';
const words = [title, content, topic];

const log: string[] = [];
let graph: WholeGraph;
let secrets: CaseRef[];
let before: string;

const strangers: readonly (readonly [string, Sender])[] = [
  ['nobody', undefined],
  ['the services', systemSender],
  ['another city clerk', { role: 'city-clerk', divisionCode: '230200' }],
  ['another district clerk', { role: 'district-clerk', divisionCode: '230103' }],
  ['another presidium', { role: 'presidium', divisionCode: '230102102' }],
  ['a keeper', { role: 'station-keeper', divisionCode: '230102101' }],
  ['a deputy', { role: 'deputy', divisionCode: '230102', deputyId: '230100-D000009' }],
  ['an organ', { role: 'handling-organ', divisionCode: '230102', organ: '市水务局' }],
];

beforeAll(async () => {
  const logger = createLogger('test', 'debug', { write: (line: string) => void log.push(line) });
  graph = await startWholeGraph({ seed: 'none', districts: ['230102'], logger });
  before = await takeLiveCursor(graph);
  secrets = [];
  for (const level of levelNames) {
    const { deputy } = peopleOf(profiles[level]);
    const born = caseOf(
      await graph.query(
        `mutation ($code: DivisionCode!, $input: Draft${profiles[level].type}Input!) {
          result: draft${profiles[level].type}(divisionCode: $code, input: $input) { id version status }
        }`,
        {
          variables: { code: profiles[level].divisionCode, input: { title, content, topic, isSecret: true } },
          as: deputy,
        },
      ),
    );
    let item = born;
    for (const act of ['submit', 'review', 'register', 'assign', 'receive'] as const)
      item = caseOf(await sendGraphAct(graph.query, { level, act }, item));
    secrets.push(item);
    const open = await playGraphActs(graph.query, level, ['submit', 'review'], { title, content, topic });
    const follower = await playGraphActs(graph.query, level, ['submit', 'review'], { title: '公开的建议' });
    const main = caseOf(await sendGraphAct(graph.query, { level, act: 'register' }, open));
    // Its events name the case that it was merged into, until that one is secret and lets it go.
    caseOf(await sendGraphAct(graph.query, { level, act: 'merge' }, { ...follower, input: { intoId: main.id } }));
    secrets.push(caseOf(await sendGraphAct(graph.query, { level, act: 'classify' }, main)));
  }
  await graph.network.caughtUp();
}, 120_000);

afterAll(async () => graph[Symbol.asyncDispose]());

/** Whatever was answered, or said in an error. */
function expectNothingTold(answer: unknown): void {
  const text = JSON.stringify(answer);
  for (const word of words) expect(text).not.toContain(word);
  for (const { id } of secrets) expect(text).not.toContain(id);
}

const suggestionLists = (type: string, field: string, code: string) =>
  `${field}(code: "${code}") { suggestions(first: 500) { totalCount nodes { id title content topic mergedIntoId opinions { id }
    timeline(first: 500) { nodes { type suggestionId payload } } } } } # ${type}`;

const everything = `{
  suggestions(first: 500) { totalCount nodes { id ... on CitySuggestion { title content } ... on DistrictSuggestion { title content } ... on TownshipSuggestion { title content } } }
  ofTopic: suggestions(filter: { topic: "${topic}" }) { totalCount }
  ${suggestionLists('City', 'city', '230100')}
  ${suggestionLists('District', 'district', '230102')}
  township(code: "230102101") { suggestions(first: 500) { totalCount nodes { id title topic timeline(first: 500) { nodes { payload } } } } }
}`;

describe.each(engines)('behind the engine %s', (engine) => {
  test.each(strangers)('%s finds a secret case in no list, count or timeline', async (_, as) => {
    const answer = await graph.query(everything, { as, engine });
    expect(answer.errors).toEqual([]);
    expectNothingTold(answer.data);
    expect(answer.data.ofTopic.totalCount).toBe(0);
    // Of each level the follower, and at the city what was drafted to find the live cursor.
    expect(answer.data.district.suggestions.totalCount).toBe(1);
    expect(answer.data.township.suggestions.totalCount).toBe(1);
  });

  test.each(strangers)('%s counts none by topic, level, district, organ or year', async (_, as) => {
    const groups = ['LEVEL', 'DISTRICT', 'DIVISION', 'YEAR', 'ORGAN', 'TOPIC', 'LEADER'];
    const fields = groups.map((by) => `${by.toLowerCase()}: statistics(by: ${by}) { key statistics { total } }`);
    const answer = await graph.query(`{ ${fields.join(' ')} }`, { as, engine });
    expect(answer.errors).toEqual([]);
    expectNothingTold(answer.data);
    expect(answer.data.organ).toEqual([]);
  });

  test.each(strangers)('%s gets no entity, and an error that tells of none', async (_, as) => {
    for (const { id } of secrets) {
      const answer = await graph.query('query ($id: ID!) { suggestion(id: $id) { id } }', {
        variables: { id },
        as,
        engine,
      });
      const unknown = id.replace(/\d{6}$/, '999999');
      const other = await graph.query('query ($id: ID!) { suggestion(id: $id) { id } }', {
        variables: { id: unknown },
        as,
        engine,
      });
      expect(codesOf(answer)).toEqual(['SUGGESTION_NOT_FOUND']);
      expect(JSON.stringify(answer).replaceAll(id, '')).toBe(JSON.stringify(other).replaceAll(unknown, ''));
    }
  });

  test('whoever has part in it sees it, from its own level', async () => {
    const answer = await graph.query('{ district(code: "230102") { suggestions { nodes { title } } } }', {
      as: { role: 'district-clerk', divisionCode: '230102' },
      engine,
    });
    expect(
      answer.data.district.suggestions.nodes.filter((node: { title: string }) => node.title === title),
    ).toHaveLength(2);
  });
});

describe('a secret case', () => {
  test.each(strangers)('comes over no subscription to %s', async (_, as) => {
    const { data } = await graph.query('{ suggestionStatusCursor }');
    const last = await sendGraphDraft(graph.query, 'city', { title: '最后一件' });
    const { id } = caseOf(await sendGraphAct(graph.query, { level: 'city', act: 'submit' }, caseOf(last)));
    expect(data).toBeDefined();
    await using client = await graph.connect({ as });
    const changes = client.results(
      `subscription { suggestionStatusChanged(after: "${before}") { act divisionCode organ suggestion { id } } }`,
    );
    for await (const result of changes) {
      expectNothingTold(result);
      if (JSON.stringify(result).includes(id)) break;
    }
  });

  test.each(strangers)("comes over no level's feed to %s, not as a link either", async (_, as) => {
    for (const level of levelNames) {
      const { feed, logPosition } = profiles[level];
      const last = await playGraphActs(graph.query, level, ['submit'], { title: '最后一件' });
      expect((await graph.query(`{ ${logPosition} }`)).data[logPosition]).toBeGreaterThan(0);
      await using client = await graph.connect({ as });
      for await (const result of client.results(
        `subscription { ${feed} { type act organ divisionCode suggestionId payload } }`,
      )) {
        // A service is told which case to forget, so that nothing of it stays behind.
        const forgets = JSON.stringify(result).includes('"forgets"');
        if (forgets) expect(as).toBe(systemSender);
        else expectNothingTold(result);
        if (JSON.stringify(result).includes(last.id)) break;
      }
    }
  });

  test.each(levelNames)(
    'of a %s takes no act of others, whose error is that of one that is not there',
    async (level) => {
      const { strangeOrgan, stranger } = peopleOf(profiles[level]);
      const own = secrets.filter(({ id }) => id.startsWith(`${profiles[level].divisionCode}-`));
      expect(own).toHaveLength(2);
      for (const item of own) {
        for (const [act, as] of [
          ['handle', strangeOrgan],
          ['evaluate', stranger],
          ['withdraw', stranger],
        ] as const) {
          const answer = await sendGraphAct(graph.query, { level, act }, { ...item, as });
          expect(codesOf(answer)).toEqual(['SUGGESTION_NOT_FOUND']);
          for (const word of words) expect(JSON.stringify(answer)).not.toContain(word);
        }
      }
    },
  );

  test('stands in no table of the read model over all levels', async () => {
    const em = graph.network.database.fork();
    for (const table of [
      'suggestion_view',
      'suggestion_signer',
      'suggestion_organ',
      'reached_status',
      'status_change',
      'opinion_suggestion',
    ])
      expectNothingTold(await em.execute<object[]>(`select * from ${table}`));
  });

  test('leaves no word in the logs of any service, at whatever level of detail', () => {
    expect(log.length).toBeGreaterThan(100);
    const told = log.filter((line) => [...words, ...secrets.map(({ id }) => id)].some((word) => line.includes(word)));
    expect(told).toEqual([]);
  });
});
