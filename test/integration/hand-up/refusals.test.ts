import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { EventEntity } from '../../../shared/events/event.entity.ts';
import { act, caseIn, codeOf, draft, peopleOf, readCase, sendAct } from '../../support/level-harness.cases.ts';
import type { GraphQLAnswer, Sender, TestLevel } from '../../support/level-harness.ts';
import {
  caseOnce,
  decide,
  handedUp,
  handUpFields,
  receivedId,
  sendDecision,
  sendHandUpQuery,
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

const reason = '涉及上级事权';

/** Sends what must be refused with `code`, and looks that nothing was logged. */
async function refused(level: TestLevel, code: string, send: () => Promise<GraphQLAnswer>): Promise<string> {
  const count = () => level.service.database.fork().count(EventEntity, {});
  const before = await count();
  const answer = await send();
  expect(codeOf(answer)).toBe(code);
  expect(await count()).toBe(before);
  return answer.errors[0]!.message;
}

test('a proposal to the same level, past the next one, or downwards is refused', async () => {
  for (const level of [levels.township, levels.district]) {
    const item = await caseIn(level, 'HANDLING');
    const wrong = { TOWNSHIP: ['TOWNSHIP', 'CITY'], DISTRICT: ['DISTRICT', 'TOWNSHIP'], CITY: [] }[level.profile.level];
    const before = await readCase(level, item.id, handUpFields);
    for (const toLevel of wrong) {
      const propose = () => sendAct(level, 'proposeHandUp', { ...item, input: { reason, toLevel } });
      expect(await refused(level, 'GUARD_FAILED', propose)).toContain(
        level.profile.level === toLevel ? 'same' : 'one level',
      );
    }
    expect(await readCase(level, item.id, handUpFields)).toEqual(before);
  }
  const answer = await levels.city.run('{ __type(name: "Mutation") { fields { name } } }');
  const names = (answer.data as { __type: { fields: { name: string }[] } }).__type.fields.map(({ name }) => name);
  expect(names).not.toContain('proposeHandUpOfCitySuggestion');
});

test('a proposal by whoever may not, in another state, twice or in a stale version is refused', async () => {
  const { township } = levels;
  const people = peopleOf(township.profile);
  const item = await caseIn(township, 'HANDLING');
  const send =
    (as: Sender | null, more: object = {}) =>
    () =>
      sendAct(township, 'proposeHandUp', { ...item, input: { reason }, as, ...more });
  await refused(township, 'UNAUTHENTICATED', send(null));
  await refused(township, 'FORBIDDEN_ROLE', send(people.deputy));
  await refused(township, 'FORBIDDEN_ROLE', send(people.system));
  await refused(township, 'FORBIDDEN_ORGAN', send(people.strangeOrgan));
  await refused(township, 'FORBIDDEN_DIVISION', send({ ...people.clerk, divisionCode: '230102102' }));
  await refused(township, 'CONFLICT', send(people.organ, { version: item.version - 1 }));
  await refused(township, 'INPUT_INVALID', send(people.organ, { input: { reason: ' ' } }));
  await refused(township, 'INPUT_INVALID', send(people.organ, { input: { reason, adopterId: '张三' } }));
  const proposed = await act(township, 'proposeHandUp', { ...item, input: { reason }, as: people.organ });
  await refused(township, 'ACT_NOT_LEGAL', send(people.organ, { version: proposed.version }));
  const reviewing = await caseIn(township, 'REVIEWING');
  const byOrgan = () => sendAct(township, 'proposeHandUp', { ...reviewing, input: { reason }, as: people.organ });
  await refused(township, 'FORBIDDEN_ORGAN', byOrgan);
  const withdrawn = await caseIn(township, 'WITHDRAWN');
  await refused(township, 'ACT_NOT_LEGAL', () =>
    sendAct(township, 'proposeHandUp', { ...withdrawn, input: { reason } }),
  );
});

test('a secret case is never handed up', async () => {
  const { township } = levels;
  let item = await draft(township, { isSecret: true });
  for (const name of ['submit', 'review'] as const) item = await act(township, name, item);
  await refused(township, 'GUARD_FAILED', () => sendAct(township, 'proposeHandUp', { ...item, input: { reason } }));
  expect((await readCase(township, item.id, handUpFields, peopleOf(township.profile).clerk)).handUp).toBeNull();
});

test('a decision above by whoever may not, stale, or on what was decided is refused', async () => {
  const { district, township } = levels;
  const people = peopleOf(district.profile);
  const below = await handedUp(township, { adopterId: '230100-D000002' });
  const id = await receivedId(district, township, below.id);
  const send = (decision: 'accept' | 'adopt' | 'decline', more: object) => () =>
    sendDecision(district, decision, { id, ...more });
  await refused(district, 'UNAUTHENTICATED', send('accept', { as: null }));
  await refused(district, 'FORBIDDEN_ROLE', send('accept', { as: people.deputy }));
  await refused(district, 'FORBIDDEN_ROLE', send('adopt', { as: people.clerk }));
  await refused(district, 'FORBIDDEN_ROLE', send('decline', { as: people.organ }));
  await refused(district, 'FORBIDDEN_DIVISION', send('accept', { as: { ...people.clerk, divisionCode: '230103' } }));
  await refused(district, 'FORBIDDEN_PERSON', send('adopt', { as: people.deputy }));
  await refused(district, 'CONFLICT', send('accept', { version: 7 }));
  await refused(district, 'INPUT_INVALID', send('decline', { reason: '' }));
  await refused(district, 'ID_INVALID', () => sendDecision(district, 'accept', { id: below.id }));
  const unknown = '230102101-HU-2000-000001';
  await refused(district, 'HAND_UP_NOT_FOUND', () => sendDecision(district, 'accept', { id: unknown }));
  expect(codeOf(await sendHandUpQuery(district, id))).toBe('HAND_UP_NOT_FOUND');
  const adopted = await decide(district, 'adopt', { id, as: people.coSigner });
  for (const decision of ['accept', 'decline'] as const) {
    const message = await refused(district, 'ACT_NOT_LEGAL', send(decision, { version: 2 }));
    expect(message).toContain(`ADOPTED`);
    expect(message).toContain(adopted.id);
  }
  await caseOnce(township, below.id, 'ESCALATED');
});

test('what came from below neither becomes secret above nor goes back to deputies who stand below', async () => {
  const { district, township } = levels;
  const below = await handedUp(township);
  const above = await decide(district, 'accept', { id: await receivedId(district, township, below.id) });
  await refused(district, 'GUARD_FAILED', () => sendAct(district, 'classify', { ...above, input: { reason: '涉密' } }));
  const { deputy } = peopleOf(district.profile);
  await refused(district, 'FORBIDDEN_PERSON', () => sendAct(district, 'withdraw', { ...above, as: deputy }));
});

test('what neighbours tell each other is for services alone', async () => {
  const { district, township } = levels;
  const below = await handedUp(township);
  const id = await receivedId(district, township, below.id);
  const query = `{ townshipHandUpDossier(id: "${id}") }`;
  expect(codeOf(await township.run(query))).toBe('UNAUTHENTICATED');
  expect(codeOf(await township.run(query, { as: peopleOf(township.profile).clerk }))).toBe('FORBIDDEN_ROLE');
  const system = { role: 'system', divisionCode: '230100' } as const;
  const told = await township.run(query, { as: system });
  expect(told.data).toMatchObject({ townshipHandUpDossier: { sourceId: below.id, signers: ['230100-D000001'] } });
  const events = await township.service.database.fork().find(EventEntity, { aggregateId: id });
  for (const { payload } of events)
    for (const text of ['路面破损', reason, '修路']) expect(payload).not.toContain(text);
});
