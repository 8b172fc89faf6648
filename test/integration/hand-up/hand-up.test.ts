import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { act, codeOf, peopleOf, readCase, sendAct, type CaseRef } from '../../support/level-harness.cases.ts';
import {
  answerCase,
  caseOnce,
  decide,
  handedUp,
  handUpFields,
  receivedId,
  sendHandUpQuery,
  startThreeLevels,
  until,
  type ThreeLevels,
} from './three-levels.fixture.ts';

let levels: ThreeLevels;

beforeAll(async () => {
  levels = await startThreeLevels();
}, 60_000);

afterAll(async () => {
  await levels[Symbol.asyncDispose]();
});

describe('a case that a town hands up to its district', () => {
  test('waits there with its clock stopped, and tells that it was delivered', async () => {
    const { district, township } = levels;
    const item = await handedUp(township);
    expect(item.status).toBe('ESCALATION_PROPOSED');
    const id = await receivedId(district, township, item.id);
    expect(id).toMatch(/^230102101-HU-\d{4}-\d{6}$/);
    const received = await sendHandUpQuery(district, id, peopleOf(district.profile).clerk);
    expect(received.data.result).toMatchObject({
      ...{ id, state: 'WAITING', version: 1, sourceId: item.id, fromLevel: 'TOWNSHIP' },
      ...{ fromDivisionCode: '230102101', title: '关于修路的建议', content: '路面破损。', reason: '涉及上级事权' },
    });
    const waiting = await readCase(township, item.id, handUpFields);
    expect(waiting).toMatchObject({ dueState: 'STOPPED', handUp: { toLevel: 'DISTRICT', toDivisionCode: '230102' } });
  });

  test('becomes a linked case with its own number and clock, whose answer the original signer evaluates', async () => {
    const { district, township } = levels;
    const below = await handedUp(township);
    const id = await receivedId(district, township, below.id);
    const above = await decide(district, 'accept', { id });
    expect(above).toMatchObject({ status: 'REGISTERED', caseNumber: expect.stringMatching(/^230102-/), dueOn: null });
    const escalated = await caseOnce(township, below.id, 'ESCALATED');
    expect(escalated.handUp).toMatchObject({ state: 'ACCEPTED', linkedId: above.id, deliveredAt: expect.anything() });
    const replied = await answerCase(district, above);
    expect(replied.status).toBe('REPLIED');
    const answered = await caseOnce(township, below.id, 'ANSWERED_FROM_ABOVE');
    expect(answered.handUp['state']).toBe('ANSWERED');
    const { replies } = await readCase(township, below.id, 'replies { round organ category text signedBy }');
    expect(replies).toEqual([
      { round: 1, organ: '市住房和城乡建设局', category: 'A', text: '已解决。', signedBy: '王局长' },
    ]);
    const { deputy } = peopleOf(district.profile);
    const grades = { process: 'SATISFIED', result: 'BASICALLY_SATISFIED' };
    const elsewhere = await sendAct(district, 'evaluate', { ...replied, as: deputy, input: grades });
    expect(codeOf(elsewhere)).toBe('FORBIDDEN_PERSON');
    const evaluated = await act(township, 'evaluate', { ...answered, input: grades });
    expect(evaluated.status).toBe('EVALUATED');
    await caseOnce(district, above.id, 'EVALUATED');
    const { evaluations } = await readCase(district, above.id, 'evaluations { process result round deputy { id } }');
    expect(evaluations).toEqual([{ ...grades, round: 1, deputy: { id: '230100-D000001' } }]);
    expect((await act(township, 'close', evaluated)).status).toBe('CLOSED');
  });

  test('goes on where the district declines, and its due date moves by the days of the stop', async () => {
    const { district, township } = levels;
    const below = await handedUp(township);
    const before = (await readCase(township, below.id, 'dueOn')) as { dueOn: string };
    const id = await receivedId(district, township, below.id);
    await decide(district, 'decline', { id, reason: '乡镇可自行解决' });
    const returned = await caseOnce(township, below.id, 'HANDLING');
    expect(returned).toMatchObject({
      ...{ dueOn: before.dueOn, stoppedOn: null, statusNote: '乡镇可自行解决', dueState: 'ON_TIME' },
      handUp: { state: 'DECLINED', note: '乡镇可自行解决', linkedId: null },
    });
    const fields = 'act payload clockStop { stoppedBy stoppedOn resumedOn days dueOnBefore dueOn }';
    const { timeline } = await readCase(township, below.id, `timeline(first: 50) { nodes { ${fields} } }`);
    const [proposed, returnedEvent] = timeline.nodes.slice(-2) as object[];
    expect(proposed).toMatchObject({
      act: 'proposeHandUp',
      payload: { stoppedOn: expect.any(String) },
      clockStop: null,
    });
    expect(returnedEvent).toMatchObject({
      act: 'returnFromAbove',
      payload: { outcome: 'DECLINED' },
      clockStop: { stoppedBy: 'HAND_UP', days: 0, dueOnBefore: before.dueOn, dueOn: before.dueOn },
    });
    expect((await act(township, 'draftReply', returned)).status).toBe('REPLY_DRAFTED');
  });
});

test('a matter goes up from town to district to city, and the answer comes down all the way', async () => {
  const { city, district, township } = levels;
  const town = await handedUp(township);
  const atDistrict = await decide(district, 'accept', { id: await receivedId(district, township, town.id) });
  await caseOnce(township, town.id, 'ESCALATED');
  let current = atDistrict;
  for (const name of ['assign', 'receive', 'handle'] as const) current = await act(district, name, current);
  current = await act(district, 'proposeHandUp', { ...current, input: { reason: '涉及全市路网', toLevel: 'CITY' } });
  const adopter = peopleOf(city.profile).coSigner;
  const id = await receivedId(city, district, atDistrict.id);
  const atCity = await decide(city, 'adopt', { id, as: adopter });
  await caseOnce(district, atDistrict.id, 'ESCALATED');
  const { proposers } = await readCase(city, atCity.id, 'proposers { isLead deputy { id } }');
  expect(proposers).toEqual([
    { isLead: true, deputy: { id: adopter.deputyId } },
    { isLead: false, deputy: { id: '230100-D000001' } },
  ]);
  await answerCase(city, atCity);
  await caseOnce(district, atDistrict.id, 'ANSWERED_FROM_ABOVE');
  const answered = await caseOnce(township, town.id, 'ANSWERED_FROM_ABOVE');
  await act(township, 'evaluate', answered);
  await caseOnce(district, atDistrict.id, 'EVALUATED');
  // The adopter's own grade is outstanding where those who signed below have given theirs.
  const graded = await until(
    () => readCase(city, atCity.id, 'id version status evaluations { round }'),
    ({ evaluations }) => evaluations.length === 1,
  );
  expect(graded.status).toBe('REPLIED');
  expect((await act(city, 'evaluate', { ...graded, as: adopter })).status).toBe('EVALUATED');
}, 60_000);

test('an answer that a third party overturns above is given and evaluated anew, although the case below was closed', async () => {
  const { city, district } = levels;
  const below = await handedUp(district);
  const above = await decide(city, 'accept', { id: await receivedId(city, district, below.id) });
  await caseOnce(district, below.id, 'ESCALATED');
  await answerCase(city, above);
  const answered = await caseOnce(district, below.id, 'ANSWERED_FROM_ABOVE');
  await act(district, 'close', await act(district, 'evaluate', answered));
  let current: CaseRef = await caseOnce(city, above.id, 'EVALUATED');
  for (const name of ['close', 'startThirdParty', 'reportThirdParty'] as const)
    current = await act(city, name, current);
  const input = { verdict: 'NOT_DELIVERED', evidence: '路面仍然破损', leader: '张副主任' };
  current = await act(city, 'decideThirdParty', { ...current, input });
  await act(city, 'reply', await act(city, 'draftReply', current));
  const anew = await caseOnce(district, below.id, 'ANSWERED_FROM_ABOVE');
  expect((await act(district, 'evaluate', anew)).status).toBe('EVALUATED');
  await caseOnce(city, above.id, 'EVALUATED');
}, 60_000);
