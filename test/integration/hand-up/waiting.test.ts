import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { ReceivedHandUpEntity } from '../../../shared/suggestion/hand-up/hand-up.entity.ts';
import { pageStatement, waitingRows } from '../../../shared/suggestion/hand-up/waiting-hand-ups.ts';
import { codeOf, peopleOf } from '../../support/level-harness.cases.ts';
import type { Sender, TestLevel } from '../../support/level-harness.ts';
import { analyze, fullScans } from '../../support/query-plan.ts';
import {
  answerCase,
  caseOnce,
  decide,
  handedUp,
  receivedId,
  startThreeLevels,
  type ThreeLevels,
} from './three-levels.fixture.ts';

let levels: ThreeLevels;
beforeAll(async () => {
  levels = await startThreeLevels();
}, 60_000);
afterAll(async () => {
  await levels[Symbol.asyncDispose]();
});

interface Asked {
  readonly as?: Sender;
  readonly code?: string;
  readonly first?: number;
  readonly after?: string | null;
}

function waiting({ profile, run }: TestLevel, { as, ...variables }: Asked) {
  return run(
    `query ($code: DivisionCode!, $first: Int, $after: Cursor) {
      list: ${profile.name}HandUpsWaiting(divisionCode: $code, first: $first, after: $after) {
        totalCount nodes { id state title reason } pageInfo { hasNextPage endCursor }
      }
    }`,
    { variables: { code: profile.divisionCode, ...variables }, as },
  );
}

async function idsOf(level: TestLevel, as: Sender): Promise<string[]> {
  const { data, errors } = await waiting(level, { as });
  expect(errors).toEqual([]);
  expect(data.list.totalCount).toBe(data.list.nodes.length);
  return data.list.nodes.map(({ id }: { id: string }) => id);
}

async function evaluationsOf({ profile, run }: TestLevel, as: Sender): Promise<string[]> {
  const { data, errors } = await run(
    `{ list: ${profile.name}WorkingList(kind: AWAITING_EVALUATION, divisionCode: "${profile.divisionCode}") { nodes { id } } }`,
    { as },
  );
  expect(errors).toEqual([]);
  return data.list.nodes.map(({ id }: { id: string }) => id);
}

test('hand-ups wait, the oldest first, for the reviewer and for those who may adopt them, until they are decided on', async () => {
  const { district, township } = levels;
  const { clerk, deputy, stranger, organ, system } = peopleOf(district.profile);
  const ids: string[] = [];
  for (const input of [{}, { adopterId: deputy.deputyId }, {}]) {
    ids.push(await receivedId(district, township, (await handedUp(township, input)).id));
  }
  const [open, asked, last] = ids as [string, string, string];
  expect(await idsOf(district, clerk)).toEqual(ids);
  expect(await idsOf(district, deputy)).toEqual(ids);
  expect(await idsOf(district, stranger)).toEqual([open, last]);

  const first = await waiting(district, { as: clerk, first: 2 });
  expect(first.data.list.nodes.map(({ id }: { id: string }) => id)).toEqual([open, asked]);
  const { endCursor: after } = first.data.list.pageInfo;
  const second = await waiting(district, { as: clerk, first: 2, after });
  expect(second.data.list.nodes.map(({ id }: { id: string }) => id)).toEqual([last]);
  expect(second.data.list.pageInfo.hasNextPage).toBe(false);
  expect(codeOf(await waiting(district, { as: clerk, after: `${after}x` }))).toBe('CURSOR_INVALID');
  expect(codeOf(await waiting(district, { as: clerk, first: 501 }))).toBe('PAGE_SIZE_INVALID');

  expect(codeOf(await waiting(district, {}))).toBe('UNAUTHENTICATED');
  for (const as of [organ, system]) expect(codeOf(await waiting(district, { as }))).toBe('FORBIDDEN_ROLE');
  expect(codeOf(await waiting(district, { as: { ...clerk, divisionCode: '230103' } }))).toBe('FORBIDDEN_DIVISION');

  await decide(district, 'decline', { id: open });
  await decide(district, 'accept', { id: last });
  expect(await idsOf(district, clerk)).toEqual([asked]);
});

/** Of other districts, and decided on: in a table of a few rows an index is no gain, and none would be used. */
async function addDecided({ service: { database } }: TestLevel): Promise<void> {
  const [sample] = await database.fork().find(ReceivedHandUpEntity, {}, { limit: 1, disableIdentityMap: true });
  const rows = Array.from({ length: 2_000 }, (_each, number) => ({
    ...sample!,
    id: `${sample!.id}-${number}`,
    divisionCode: number % 2 === 0 ? '230199' : sample!.divisionCode,
    state: 'DECLINED' as const,
  }));
  await database.fork().insertMany(ReceivedHandUpEntity, rows);
  await analyze(database, 'received_hand_up');
}

test('the waiting hand-ups are read by an index', async () => {
  const { district } = levels;
  await addDecided(district);
  for (const actor of [peopleOf(district.profile).clerk, peopleOf(district.profile).deputy]) {
    const statement = pageStatement(waitingRows(actor, '230102'), 101);
    expect(await fullScans(district.service.database, statement, [])).toEqual([]);
  }
});

test('what was answered above awaits the evaluation of its original signers below, and not above', async () => {
  const { district, township } = levels;
  const below = await handedUp(township);
  const above = await decide(district, 'accept', { id: await receivedId(district, township, below.id) });
  await caseOnce(township, below.id, 'ESCALATED');
  await answerCase(district, above);
  await caseOnce(township, below.id, 'ANSWERED_FROM_ABOVE');
  expect(await evaluationsOf(township, peopleOf(township.profile).deputy)).toEqual([below.id]);
  expect(await evaluationsOf(district, peopleOf(district.profile).deputy)).toEqual([]);
});
