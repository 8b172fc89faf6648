import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { searchStatement } from '../../../shared/suggestion/similar/similar-suggestions.ts';
import { wordsOf } from '../../../shared/suggestion/similar/text-words.ts';
import { indexAllWords } from '../../../shared/suggestion/similar/word-index.ts';
import { copyCase } from '../../support/clock-cases.ts';
import { act, caseIn, codeOf, draft, peopleOf, type CaseRef } from '../../support/level-harness.cases.ts';
import { levels, startTestLevel, type Sender, type TestLevel } from '../../support/level-harness.ts';
import { analyze, fullScans } from '../../support/query-plan.ts';

async function search(level: TestLevel, text: string, request: { as?: Sender; first?: number; code?: string } = {}) {
  const { as, ...variables } = request;
  const answer = await level.run(
    `query ($text: String!, $first: Int, $code: DivisionCode) {
      found: similar${level.profile.type}s(text: $text, first: $first, divisionCode: $code) { score suggestion { id title status } }
    }`,
    { variables: { text, ...variables }, as },
  );
  return answer;
}

async function found(level: TestLevel, text: string, request: Parameters<typeof search>[2] = {}): Promise<string[]> {
  const { data, errors } = await search(level, text, request);
  expect(errors).toEqual([]);
  const scores = data.found.map(({ score }: { score: number }) => score);
  expect(scores).toEqual(scores.toSorted((left: number, right: number) => right - left));
  for (const score of scores) expect(score).toBeGreaterThan(0);
  return data.found.map(({ suggestion }: { suggestion: { id: string } }) => suggestion.id);
}

async function submitted(level: TestLevel, title: string, content: string): Promise<CaseRef> {
  return act(level, 'submit', await draft(level, { title, content }));
}

describe.each(levels)('the search for similar suggestions at a %s level', (name) => {
  let level: TestLevel;
  let lift: string, road: string, light: string;
  beforeAll(async () => {
    level = await startTestLevel(name);
    lift = (await submitted(level, '关于为老旧小区加装电梯的建议', '老旧小区老人多，上下楼不便。')).id;
    road = (await submitted(level, '关于修缮破损路面的建议', '路面坑洼，雨天积水，电梯口也积水。')).id;
    light = (await submitted(level, '关于更换LED路灯的建议', '路灯昏暗，建议更换为LED灯，接入5G基站。')).id;
    for (let count = 0; count < 22; count += 1) await submitted(level, `关于绿地${count}的建议`, '建设公园。');
  });
  afterAll(() => level[Symbol.asyncDispose]());

  test('finds words of two characters, the closest first, and what stands in a title before what stands in a text', async () => {
    expect(await found(level, '电梯')).toEqual([lift, road]);
    expect((await found(level, '给老旧小区装电梯，方便老人上下楼'))[0]).toBe(lift);
    expect(await found(level, 'led')).toEqual([light]);
    expect(await found(level, '５Ｇ')).toEqual([light]);
    expect(await found(level, '水库')).toEqual([]);
  });

  test('gives as many as are asked for', async () => {
    expect(await found(level, '公园绿地', { first: 3 })).toHaveLength(3);
    expect(await found(level, '公园绿地')).toHaveLength(10);
    expect(await found(level, '公园绿地', { first: 0 })).toEqual([]);
    expect(await found(level, '公园绿地', { first: 500 })).toHaveLength(22);
    for (const first of [-1, 501]) expect(codeOf(await search(level, '公园', { first }))).toBe('PAGE_SIZE_INVALID');
  });

  test('keeps to a division', async () => {
    expect(await found(level, '电梯', { code: level.profile.divisionCode })).toEqual([lift, road]);
    expect(await found(level, '电梯', { code: level.profile.otherDivisionCode })).toEqual([]);
  });

  test.each(['', ' ', '电', '👍', '，。！', '"', '*', 'NEAR', '-', '^', "'", '\\', ')', '𠮷', '\n\t', '\u0000'])(
    '%j finds nothing, and breaks nothing',
    async (text) => {
      expect(await found(level, text)).toEqual([]);
    },
  );

  test.each([
    '电梯 AND NOT OR NEAR(电梯, 3)',
    '"电梯"',
    '电梯*',
    'words: 电梯',
    '+电梯 -小区 ~路面 <老人 >雨天 ()',
    "电梯'; drop table suggestion; --",
    '电梯 {老旧} ^小区 @8',
    '👍电梯👍',
    '电梯\u0000',
  ])('%j is a text and not a query', async (text) => {
    expect(await found(level, text)).toContain(lift);
  });

  test('takes a text as long as a whole suggestion, and no longer one', async () => {
    const long = '老旧小区加装电梯，方便老人。'.repeat(800).slice(0, 10_000);
    expect((await found(level, long))[0]).toBe(lift);
    const han = Array.from({ length: 20_200 }, (_, index) => String.fromCodePoint(0x4e00 + (index % 20_000))).join('');
    expect((await search(level, han)).errors).toEqual([]);
    expect(codeOf(await search(level, '长'.repeat(20_201)))).toBe('INPUT_INVALID');
  });

  test('follows the text when it is changed, and forgets nothing of what stays', async () => {
    const item = await caseIn(level, 'RETURNED_TO_DEPUTY');
    expect(await found(level, '龙江第一湾')).toEqual([]);
    await act(level, 'revise', { ...item, input: { title: '关于龙江第一湾的建议', content: '保护湿地。' } });
    expect(await found(level, '龙江第一湾')).toEqual([item.id]);
    expect(await found(level, '路面破损')).not.toContain(item.id);
  });

  test('leaves out drafts, withdrawn and refused ones, also for their own deputies', async () => {
    const text = { title: '关于冰雪大世界的建议', content: '冰雪。' };
    await draft(level, text);
    const withdrawn = await act(level, 'submit', await draft(level, text));
    expect(await found(level, '冰雪大世界')).toEqual([withdrawn.id]);
    await act(level, 'withdraw', withdrawn);
    const refused = await act(level, 'review', await act(level, 'submit', await draft(level, text)));
    await act(level, 'notAccept', refused);
    expect(await found(level, '冰雪大世界', { as: peopleOf(level.profile).deputy })).toEqual([]);
  });

  test('shows a secret one to those who have part in it only', async () => {
    const { deputy, clerk, stranger, organ, system } = peopleOf(level.profile);
    const item = await act(
      level,
      'submit',
      await draft(level, { title: '关于地下工程的建议', content: '涉密。', isSecret: true }),
    );
    for (const as of [deputy, clerk]) expect(await found(level, '地下工程', { as })).toEqual([item.id]);
    for (const as of [undefined, stranger, organ, system]) expect(await found(level, '地下工程', { as })).toEqual([]);
    expect(await found(level, '地下工程', { as: { ...clerk, divisionCode: level.profile.otherDivisionCode } })).toEqual(
      [],
    );
  });

  test('an act that fails leaves no words behind', async () => {
    const item = await caseIn(level, 'RETURNED_TO_DEPUTY');
    const answer = await level.run(
      `mutation ($id: ID!) { revise${level.profile.type}(id: $id, expectedVersion: 1, input: { title: "关于极光的建议" }) { id } }`,
      { variables: { id: item.id }, as: peopleOf(level.profile).deputy },
    );
    expect(codeOf(answer)).toBe('CONFLICT');
    expect(await found(level, '极光')).toEqual([]);
  });
});

test('the search is read from the full-text index, and what was there before it is found', async () => {
  await using level = await startTestLevel('district');
  const { database } = level.service;
  const { id } = await submitted(level, '关于为老旧小区加装电梯的建议', '方便老人。');
  await copyCase(database, id, 2_000);
  await indexAllWords(database.fork());
  for (const table of ['suggestion', 'suggestion_proposer']) await analyze(database, table);
  const statement = searchStatement(database.fork(), [...wordsOf('加装电梯').keys()], {
    where: { sql: "status <> 'DRAFT'", parameters: [] },
    limit: 10,
  });
  expect(await fullScans(database, statement, [])).toEqual([]);
  expect(await found(level, '加装电梯', { first: 500 })).toHaveLength(500);
});
