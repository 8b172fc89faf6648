import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { suggestionStatuses, type SuggestionStatus } from '../../../shared/lifecycle/suggestion-status.ts';
import { hasStatus } from '../../../shared/lifecycle/transition-table.ts';
import { countStatement, pageStatement } from '../../../shared/suggestion/working-list/list-query.ts';
import { workingListKinds, type WorkingListKind } from '../../../shared/suggestion/working-list/working-list.ts';
import { copyCase } from '../../support/clock-cases.ts';
import { act, addCoSigner, caseIn, codeOf, coOrgan, leadOrgan, peopleOf } from '../../support/level-harness.cases.ts';
import { levels, startTestLevel, type Sender, type TestLevel } from '../../support/level-harness.ts';
import { analyze, fullScans } from '../../support/query-plan.ts';

const noon = (day: string): Date => new Date(`${day}T12:00:00+08:00`);
const coAssignment = {
  organs: [
    { organ: leadOrgan, role: 'LEAD' },
    { organ: coOrgan, role: 'CO' },
  ],
};

interface Asked {
  readonly as?: Sender;
  readonly divisionCode?: string;
  readonly filter?: object;
  readonly first?: number;
  readonly after?: string | null;
}

function listOf(level: TestLevel, kind: string, { as, divisionCode, ...variables }: Asked) {
  const { name, divisionCode: own } = level.profile;
  return level.run(
    `query ($kind: WorkingListKind!, $code: DivisionCode!, $filter: WorkingListFilter, $first: Int, $after: Cursor) {
      list: ${name}WorkingList(kind: $kind, divisionCode: $code, filter: $filter, first: $first, after: $after) {
        totalCount nodes { id status dueState topic secret } edges { cursor } pageInfo { hasNextPage hasPreviousPage endCursor }
      }
    }`,
    { variables: { kind, code: divisionCode ?? own, ...variables }, as },
  );
}

interface Listed {
  readonly id: string;
  readonly status: SuggestionStatus;
  readonly dueState: string;
}

async function nodesOf(level: TestLevel, kind: string, asked: Asked): Promise<Listed[]> {
  const { data, errors } = await listOf(level, kind, asked);
  expect(errors).toEqual([]);
  expect(data.list.totalCount).toBe(data.list.nodes.length);
  return data.list.nodes;
}

const idsOf = async (level: TestLevel, kind: string, asked: Asked) =>
  (await nodesOf(level, kind, asked)).map(({ id }) => id).sort();

describe.each(levels)('the working lists of a %s level', (name) => {
  let now = noon('2026-03-02');
  let level: TestLevel;
  const cases: Partial<Record<SuggestionStatus, string>> = {};
  beforeAll(async () => {
    level = await startTestLevel(name, { clock: () => now });
    for (const status of suggestionStatuses) {
      // Where a level above would have to act, a test of that act brings a case there.
      if (status === 'ESCALATED' || status === 'ANSWERED_FROM_ABOVE') continue;
      if (hasStatus(level.profile.level, status)) cases[status] = (await caseIn(level, status)).id;
    }
  }, 120_000);
  afterAll(() => level[Symbol.asyncDispose]());

  const people = () => peopleOf(level.profile);
  const inStates = async (...statuses: SuggestionStatus[]): Promise<string[]> => {
    const marks = statuses.map(() => '?').join(', ');
    const rows = await level.service.database
      .fork()
      .execute<{ id: string }[]>(`select id from suggestion where status in (${marks}) order by id`, statuses);
    return rows.map(({ id }) => id);
  };

  test.each<[WorkingListKind, SuggestionStatus[]]>([
    ['REVIEW_QUEUE', ['SUBMITTED', 'REVIEWING']],
    ['TO_ASSIGN', ['REGISTERED']],
    ['RETURNS_TO_DECIDE', ['RETURN_REQUESTED']],
    ['TO_CONCLUDE', ['EVALUATED']],
  ])('%s holds the cases of its states for the clerk', async (kind, statuses) => {
    const expected = await inStates(...statuses);
    expect(expected.length).toBeGreaterThan(0);
    expect(await idsOf(level, kind, { as: people().clerk })).toEqual(expected);
  });

  test('an organ has what it was asked to handle in its inbox, and what it has not received on a list of its own', async () => {
    const inHand = await inStates('ASSIGNED', 'RECEIVED', 'RETURN_REQUESTED', 'HANDLING', 'REPLY_DRAFTED');
    const later = await inStates('REHANDLING', 'TRACKING', 'SUB_ASSIGNED');
    expect(await idsOf(level, 'INBOX', { as: people().organ })).toEqual([...inHand, ...later].sort());
    const unreceived = await idsOf(level, 'TO_RECEIVE', { as: people().organ });
    expect(unreceived).toEqual((await inStates('ASSIGNED', 'SUB_ASSIGNED')).sort());
    expect(await idsOf(level, 'INBOX', { as: people().strangeOrgan })).toEqual(
      // To it a case was given that another organ gave back.
      await inStates('REASSIGNED'),
    );
    expect(await idsOf(level, 'TO_RECEIVE', { as: people().coOrgan })).toEqual([]);
  });

  test('a co-handler owes an opinion until it has given it', async () => {
    const item = await caseIn(level, 'ASSIGNED', { assign: coAssignment });
    const owed = () => idsOf(level, 'OPINIONS_OWED', { as: people().coOrgan });
    expect(await owed()).toEqual([item.id]);
    expect(await idsOf(level, 'OPINIONS_OWED', { as: people().organ })).toEqual([]);
    const led = await act(level, 'receive', item);
    const received = await act(level, 'receive', { ...led, as: people().coOrgan });
    expect(await owed()).toEqual([item.id]);
    await act(level, 'giveOpinion', received);
    expect(await owed()).toEqual([]);
  });

  test('a deputy evaluates what it signed and has not evaluated, and nobody sees the list of another', async () => {
    const replied = await caseIn(level, 'REPLIED');
    await addCoSigner(level, replied.id, '2026-01-01T00:00:00.000Z');
    const own = () => idsOf(level, 'AWAITING_EVALUATION', { as: people().deputy });
    expect(await own()).toEqual(await inStates('REPLIED'));
    expect(await idsOf(level, 'AWAITING_EVALUATION', { as: people().coSigner })).toEqual([replied.id]);
    await act(level, 'evaluate', replied);
    expect(await own()).not.toContain(replied.id);
    expect(await idsOf(level, 'AWAITING_EVALUATION', { as: people().coSigner })).toEqual([replied.id]);
    expect(await idsOf(level, 'AWAITING_EVALUATION', { as: people().stranger })).toEqual([]);
  });

  test('what is due soon or overdue is judged by the clock of the moment, the most urgent first', async () => {
    const { clerk, organ } = people();
    const states = async (kind: string, as: Sender) =>
      new Set((await nodesOf(level, kind, { as })).map(({ dueState }) => dueState));
    const before = now;
    expect(await idsOf(level, 'DUE_SOON', { as: clerk })).toEqual([]);
    expect(await idsOf(level, 'OVERDUE', { as: clerk })).toEqual([]);
    now = noon('2026-05-25');
    expect(await states('DUE_SOON', clerk)).toEqual(new Set(['DUE_SOON']));
    expect(await states('DUE_SOON', organ)).toEqual(new Set(['DUE_SOON']));
    now = noon('2027-01-04');
    const overdue = await nodesOf(level, 'OVERDUE', { as: clerk });
    expect(new Set(overdue.map(({ dueState }) => dueState))).toEqual(new Set(['OVERDUE']));
    expect(overdue.length).toBeGreaterThan((await nodesOf(level, 'OVERDUE', { as: organ })).length);
    // A rehandled case is due after a month, the others after three.
    expect(overdue[0]?.id).toBe(cases.REHANDLING);
    expect(await idsOf(level, 'DUE_SOON', { as: clerk })).toEqual([]);
    now = before;
  });

  test('a promise is on its list from when it is due soon', async () => {
    const { clerk, organ, strangeOrgan } = people();
    const before = now;
    expect(await idsOf(level, 'PROMISES_DUE', { as: clerk })).toEqual([]);
    now = noon('2099-12-20');
    for (const as of [clerk, organ]) expect(await idsOf(level, 'PROMISES_DUE', { as })).toEqual([cases.TRACKING]);
    expect(await idsOf(level, 'PROMISES_DUE', { as: strangeOrgan })).toEqual([]);
    now = before;
  });

  test('what was handed up stands on a list of those who may hand up, while the level above has it', async () => {
    const { clerk, organ, deputy, strangeOrgan } = people();
    if (name === 'city') {
      for (const as of [clerk, organ]) {
        expect(codeOf(await listOf(level, 'HANDED_UP', { as }))).toBe('FORBIDDEN_ROLE');
      }
      return;
    }
    for (const as of [clerk, organ]) {
      expect(await idsOf(level, 'HANDED_UP', { as })).toEqual([cases.ESCALATION_PROPOSED]);
    }
    expect(await idsOf(level, 'HANDED_UP', { as: strangeOrgan })).toEqual([]);
    expect(codeOf(await listOf(level, 'HANDED_UP', { as: deputy }))).toBe('FORBIDDEN_ROLE');
  });

  test('the key list holds the open cases under supervision', async () => {
    const { id } = await act(level, 'supervise', await caseIn(level, 'HANDLING'));
    const closed = await act(level, 'supervise', await caseIn(level, 'EVALUATED'));
    await act(level, 'close', closed);
    expect(await idsOf(level, 'KEY_LIST', { as: people().clerk })).toEqual([id]);
  });

  test('pages go through a list once, in its order, and the cursor of one list is not taken for another', async () => {
    const { organ, clerk } = people();
    const whole = (await nodesOf(level, 'INBOX', { as: organ })).map(({ id }) => id);
    expect(whole.length).toBeGreaterThan(5);
    for (const first of [1, 2, whole.length]) {
      const seen: string[] = [];
      let after: string | null = null;
      do {
        const { data, errors } = await listOf(level, 'INBOX', { as: organ, first, after });
        expect(errors).toEqual([]);
        expect(data.list.totalCount).toBe(whole.length);
        expect(data.list.pageInfo.hasPreviousPage).toBe(seen.length > 0);
        seen.push(...data.list.nodes.map(({ id }: Listed) => id));
        after = data.list.pageInfo.hasNextPage ? data.list.pageInfo.endCursor : null;
      } while (after !== null);
      expect(seen).toEqual(whole);
    }
    const { data } = await listOf(level, 'INBOX', { as: organ, first: 1 });
    const after = data.list.pageInfo.endCursor as string;
    expect(codeOf(await listOf(level, 'OVERDUE', { as: organ, after }))).toBe('CURSOR_INVALID');
    expect(codeOf(await listOf(level, 'REVIEW_QUEUE', { as: clerk, after: `${after}x` }))).toBe('CURSOR_INVALID');
    for (const first of [-1, 501]) {
      expect(codeOf(await listOf(level, 'INBOX', { as: organ, first }))).toBe('PAGE_SIZE_INVALID');
    }
  });

  test('filters by organ, topic, state and year', async () => {
    const { clerk } = people();
    const database = level.service.database.fork();
    const id = cases.REVIEWING ?? '';
    await database.execute("update suggestion set topic = '供水', submitted_at = ? where id = ?", [
      '2024-12-31T16:00:00.000Z',
      id,
    ]);
    const queue = (filter: object) => idsOf(level, 'REVIEW_QUEUE', { as: clerk, filter });
    expect(await queue({ topic: '供水' })).toEqual([id]);
    expect(await queue({ topic: "供水' or 1 = 1" })).toEqual([]);
    expect(await queue({ year: 2025 })).toEqual([id]);
    expect(await queue({ year: 2024 })).toEqual([]);
    expect(await queue({ year: 2026 })).toEqual([cases.SUBMITTED]);
    expect(await queue({ status: ['SUBMITTED'] })).toEqual([cases.SUBMITTED]);
    expect(await queue({ status: ['CLOSED'] })).toEqual([]);
    expect(await queue({ status: [] })).toEqual([]);
    expect(await queue({ organ: leadOrgan })).toEqual([]);
    const before = now;
    now = noon('2027-01-04');
    const late = await idsOf(level, 'OVERDUE', { as: clerk, filter: { organ: '市水务局' } });
    expect(late).toEqual(await inStates('REASSIGNED'));
    now = before;
    for (const filter of [{ topic: '' }, { topic: 'x'.repeat(65) }, { organ: '\u0000' }, { year: 99 }, { year: -1 }]) {
      expect(codeOf(await listOf(level, 'REVIEW_QUEUE', { as: clerk, filter }))).toBe('INPUT_INVALID');
    }
  });

  test('a list is for its own people only', async () => {
    const { clerk, deputy, organ, evaluator, system } = people();
    const keeper = { role: 'station-keeper', divisionCode: level.profile.divisionCode } as const;
    const codes = async (kind: WorkingListKind, as: Sender) => codeOf(await listOf(level, kind, { as }));
    for (const kind of workingListKinds) {
      expect(await codes(kind, undefined)).toBe('UNAUTHENTICATED');
      for (const as of [evaluator, system, keeper]) expect(await codes(kind, as)).toBe('FORBIDDEN_ROLE');
    }
    for (const kind of ['REVIEW_QUEUE', 'TO_ASSIGN', 'KEY_LIST', 'TO_CONCLUDE'] as const) {
      for (const as of [deputy, organ]) expect(await codes(kind, as)).toBe('FORBIDDEN_ROLE');
    }
    for (const kind of ['INBOX', 'AWAITING_EVALUATION', 'OPINIONS_OWED'] as const) {
      expect(await codes(kind, clerk)).toBe('FORBIDDEN_ROLE');
    }
    const stranger = { ...clerk, divisionCode: level.profile.otherDivisionCode };
    expect(codeOf(await listOf(level, 'OVERDUE', { as: stranger }))).toBe('FORBIDDEN_DIVISION');
    const elsewhere = level.profile.otherDivisionCode;
    expect(codeOf(await listOf(level, 'OVERDUE', { as: clerk, divisionCode: elsewhere }))).toBe('FORBIDDEN_DIVISION');
    expect(codeOf(await listOf(level, 'NONSENSE', { as: clerk }))).toBe('BAD_USER_INPUT');
  });

  test('a secret case is on the lists of those who have part in it and of nobody else', async () => {
    const { clerk, organ, coOrgan: other } = people();
    const { id } = await caseIn(level, 'HANDLING');
    await level.service.database.fork().execute('update suggestion set secret = 1 where id = ?', [id]);
    const before = now;
    now = noon('2027-01-04');
    for (const as of [clerk, organ]) expect(await idsOf(level, 'OVERDUE', { as })).toContain(id);
    expect(await idsOf(level, 'OVERDUE', { as: other })).not.toContain(id);
    expect(await idsOf(level, 'INBOX', { as: other, filter: { organ: leadOrgan } })).not.toContain(id);
    now = before;
  });

  test('tells how many cases stand on each list of whoever asks', async () => {
    const countsFor = async (as: Sender) => {
      const { data, errors } = await level.run(
        `query ($code: DivisionCode!) { ${name}WorkingLists(divisionCode: $code) { kind count } }`,
        { variables: { code: level.profile.divisionCode }, as },
      );
      return { counts: data?.[`${name}WorkingLists`] as { kind: string; count: number }[], errors };
    };
    const { clerk, deputy, system } = people();
    for (const as of [clerk, deputy]) {
      const { counts } = await countsFor(as);
      expect(counts.length).toBeGreaterThan(0);
      for (const { kind, count } of counts) expect(count).toBe((await idsOf(level, kind, { as })).length);
    }
    expect((await countsFor(deputy)).counts.map(({ kind }) => kind)).toEqual(['AWAITING_EVALUATION']);
    expect((await countsFor(system)).counts).toEqual([]);
    expect((await countsFor(undefined)).errors[0]?.extensions['code']).toBe('UNAUTHENTICATED');
  });
});

test('every list is read by indexes, whoever asks and whatever it is filtered by', async () => {
  await using level = await startTestLevel('district');
  const { database } = level.service;
  for (const [status, count] of [
    ['PUBLISHED', 3_000],
    ['HANDLING', 60],
    ['SUBMITTED', 40],
    ['TRACKING', 20],
    ['REPLIED', 40],
  ] as const) {
    await copyCase(database, (await caseIn(level, status)).id, count);
  }
  for (const table of ['suggestion', 'suggestion_proposer', 'suggestion_assignment', 'suggestion_evaluation']) {
    await analyze(database, table);
  }
  const { divisionCode } = level.profile;
  const filters = [{}, { organ: leadOrgan }, { topic: '供水' }, { year: 2026 }];
  const after = { rank: '2026-01-01', id: `${divisionCode}-SG-2026-000001` };
  for (const kind of workingListKinds) {
    for (const actor of [people(level).clerk, people(level).organ, people(level).deputy]) {
      for (const filter of filters) {
        const request = { kind, divisionCode, actor, filter, today: '2026-06-01' };
        for (const statement of [
          pageStatement(request, { after: undefined, limit: 101 }),
          pageStatement(request, { after, limit: 101 }),
          countStatement(request),
        ]) {
          expect([kind, await fullScans(database, statement!, ['part', 'listed', 'counted'])]).toEqual([kind, []]);
        }
      }
    }
  }
}, 120_000);

const people = ({ profile }: TestLevel) => peopleOf(profile);
