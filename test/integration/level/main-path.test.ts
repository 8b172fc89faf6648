import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { acts } from '../../../shared/lifecycle/transition.ts';
import { levels, startTestLevel, type TestLevel } from '../../support/level-harness.ts';
import {
  act,
  addCoSigner,
  caseIn,
  codeOf,
  coOrgan,
  draft,
  leadOrgan,
  peopleOf,
  readCase,
  sendAct,
} from '../../support/level-harness.cases.ts';

const now = new Date('2026-11-30T03:00:00Z');

describe.each(levels)('at the %s level', (name) => {
  let level: TestLevel;
  beforeAll(async () => {
    level = await startTestLevel(name, { clock: () => now });
  });
  afterAll(() => level[Symbol.asyncDispose]());

  const timeline = 'timeline(first: 50) { totalCount nodes { act type from to actorRole organ sequence } }';

  test('a suggestion goes from draft to closed, one version and one event an act', async () => {
    const { id, version } = await caseIn(level, 'CLOSED');
    expect(version).toBe(11);
    const clerk = level.profile.clerk.toUpperCase().replaceAll('-', '_');
    const read = await readCase(level, id, `status version caseNumber dueOn dueState submittedAt ${timeline}`);
    expect(read).toMatchObject({ status: 'CLOSED', version: 11, dueOn: '2027-02-28', dueState: 'STOPPED' });
    expect(read.caseNumber).toBe(`${level.profile.divisionCode}-2026-0001`);
    expect(
      read.timeline.nodes.map((event: Record<string, unknown>) => [
        event['act'],
        event['from'],
        event['to'],
        event['actorRole'],
        event['organ'],
      ]),
    ).toEqual([
      ['draft', null, 'DRAFT', 'DEPUTY', null],
      ['submit', 'DRAFT', 'SUBMITTED', 'DEPUTY', null],
      ['review', 'SUBMITTED', 'REVIEWING', clerk, null],
      ['register', 'REVIEWING', 'REGISTERED', clerk, null],
      ['assign', 'REGISTERED', 'ASSIGNED', clerk, null],
      ['receive', 'ASSIGNED', 'RECEIVED', 'HANDLING_ORGAN', leadOrgan],
      ['handle', 'RECEIVED', 'HANDLING', 'HANDLING_ORGAN', leadOrgan],
      ['draftReply', 'HANDLING', 'REPLY_DRAFTED', 'HANDLING_ORGAN', leadOrgan],
      ['reply', 'REPLY_DRAFTED', 'REPLIED', 'HANDLING_ORGAN', leadOrgan],
      ['evaluate', 'REPLIED', 'EVALUATED', 'DEPUTY', null],
      ['close', 'EVALUATED', 'CLOSED', clerk, null],
    ]);
    expect(acts).toEqual(expect.arrayContaining(read.timeline.nodes.map((event: { act: string }) => event.act)));
  });

  test('what was said on the way can be read afterwards', async () => {
    const { id } = await caseIn(level, 'CLOSED', {
      draftReply: { category: 'C', text: '条件成熟后修。' },
      reply: { signedBy: '李局长' },
      evaluate: { process: 'BASICALLY_SATISFIED', result: 'UNSATISFIED', comment: '太慢' },
      close: { note: '列入规划' },
    });
    const read = await readCase(
      level,
      id,
      `proposers { deputy { id } isLead confirmedAt } assignments { organ role assignedAt receivedAt }
       replies { round organ category text promisedOn signedBy } evaluations { deputy { id } process result comment round }
       statusNote level divisionCode`,
    );
    expect(read).toMatchObject({
      proposers: [{ deputy: { id: '230100-D000001' }, isLead: true }],
      assignments: [{ organ: leadOrgan, role: 'LEAD', receivedAt: now.toISOString() }],
      replies: [{ round: 1, category: 'C', text: '条件成熟后修。', promisedOn: null, signedBy: '李局长' }],
      evaluations: [{ process: 'BASICALLY_SATISFIED', result: 'UNSATISFIED', comment: '太慢', round: 1 }],
      statusNote: '列入规划',
      level: level.profile.level,
      divisionCode: level.profile.divisionCode,
    });
  });

  test('a broad and hard matter has six months', async () => {
    const { id } = await caseIn(level, 'ASSIGNED', {
      assign: { organs: [{ organ: leadOrgan, role: 'LEAD' }], isComplex: true },
    });
    expect(await readCase(level, id, 'dueOn dueState')).toEqual({ dueOn: '2027-05-30', dueState: 'ON_TIME' });
  });

  test('a suggestion that is not accepted, or withdrawn, keeps the reason in writing and is over', async () => {
    const refused = await caseIn(level, 'NOT_ACCEPTED');
    expect(await readCase(level, refused.id, 'status statusNote')).toEqual({
      status: 'NOT_ACCEPTED',
      statusNote: '内容不具体',
    });
    const withdrawn = await caseIn(level, 'WITHDRAWN');
    expect(await readCase(level, withdrawn.id, 'status statusNote')).toEqual({
      status: 'WITHDRAWN',
      statusNote: '情况已变化',
    });
    for (const item of [refused, withdrawn]) {
      const answer = await sendAct(level, 'review', item);
      expect(answer.errors[0]?.extensions).toMatchObject({ code: 'ACT_NOT_LEGAL', legalActs: [] });
    }
  });

  test('with a lead and a co-handler, the lead alone moves the case; the co-handler may receive late but not reply', async () => {
    const { coOrgan: coHandler } = peopleOf(level.profile);
    const organs = [
      { organ: leadOrgan, role: 'LEAD' },
      { organ: coOrgan, role: 'CO' },
    ];
    let item = await caseIn(level, 'HANDLING', { assign: { organs } });
    item = await act(level, 'receive', { ...item, as: coHandler });
    expect(item.status).toBe('HANDLING');
    expect(codeOf(await sendAct(level, 'receive', { ...item, as: coHandler }))).toBe('GUARD_FAILED');
    expect(codeOf(await sendAct(level, 'draftReply', { ...item, as: coHandler }))).toBe('FORBIDDEN_ORGAN');
    item = await act(level, 'draftReply', item);
    expect(codeOf(await sendAct(level, 'reply', { ...item, as: coHandler }))).toBe('FORBIDDEN_ORGAN');
    const early = await sendAct(level, 'reply', item);
    expect([codeOf(early), early.errors[0]?.message]).toEqual(['GUARD_FAILED', expect.stringContaining(coOrgan)]);
    item = await act(level, 'giveOpinion', item);
    expect((await act(level, 'reply', item)).status).toBe('REPLIED');
  });

  test('with a split assignment every organ receives and every organ replies', async () => {
    const { coOrgan: second } = peopleOf(level.profile);
    const organs = [
      { organ: leadOrgan, role: 'SPLIT' },
      { organ: coOrgan, role: 'SPLIT' },
    ];
    let item = await caseIn(level, 'ASSIGNED', { assign: { organs } });
    item = await act(level, 'receive', item);
    expect(item.status).toBe('ASSIGNED');
    item = await act(level, 'receive', { ...item, as: second });
    expect(item.status).toBe('RECEIVED');
    item = await act(level, 'handle', { ...item, as: second });
    item = await act(level, 'draftReply', item);
    item = await act(level, 'reply', item);
    expect(item.status).toBe('REPLY_DRAFTED');
    expect(codeOf(await sendAct(level, 'reply', item))).toBe('GUARD_FAILED');
    expect(codeOf(await sendAct(level, 'draftReply', item))).toBe('GUARD_FAILED');
    expect(codeOf(await sendAct(level, 'reply', { ...item, as: second }))).toBe('GUARD_FAILED');
    item = await act(level, 'draftReply', { ...item, as: second, input: { category: 'D', text: '留作参考。' } });
    item = await act(level, 'reply', { ...item, as: second, input: { signedBy: '赵' } });
    expect(item.status).toBe('REPLIED');
    const { timeline: events } = await readCase(level, item.id, 'timeline(first: 50) { nodes { payload } }');
    expect(events.nodes.at(-1).payload.facts).toMatchObject({ category: 'D', organs: [leadOrgan, coOrgan] });
  });

  test('every signer evaluates, each once, before the case counts as evaluated', async () => {
    const { coSigner, stranger } = peopleOf(level.profile);
    let item = await draft(level);
    await addCoSigner(level, item.id, null);
    const early = await sendAct(level, 'submit', item);
    expect(codeOf(early)).toBe('GUARD_FAILED');
    await level.service.database
      .fork()
      .execute('update suggestion_proposer set confirmed_at = ? where suggestion_id = ?', [now.toISOString(), item.id]);
    for (const name of [
      'submit',
      'review',
      'register',
      'assign',
      'receive',
      'handle',
      'draftReply',
      'reply',
    ] as const) {
      item = await act(level, name, item);
    }
    expect(codeOf(await sendAct(level, 'evaluate', { ...item, as: stranger }))).toBe('FORBIDDEN_PERSON');
    item = await act(level, 'evaluate', item);
    expect(item.status).toBe('REPLIED');
    expect(codeOf(await sendAct(level, 'evaluate', item))).toBe('GUARD_FAILED');
    item = await act(level, 'evaluate', { ...item, as: coSigner });
    expect(item.status).toBe('EVALUATED');
  });

  test('what is not solved, or does not satisfy, is closed with reasons only', async () => {
    const open = await caseIn(level, 'EVALUATED', { draftReply: { category: 'C', text: '以后。' } });
    expect(codeOf(await sendAct(level, 'close', open))).toBe('GUARD_FAILED');
    expect((await act(level, 'close', { ...open, input: { note: '条件不具备' } })).status).toBe('CLOSED');
    const sad = await caseIn(level, 'EVALUATED', { evaluate: { process: 'SATISFIED', result: 'UNSATISFIED' } });
    expect(codeOf(await sendAct(level, 'close', sad))).toBe('GUARD_FAILED');
  });
});
