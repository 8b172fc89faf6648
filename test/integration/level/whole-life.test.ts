import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { hasStatus } from '../../../shared/lifecycle/transition-table.ts';
import { levels, startTestLevel, type TestLevel } from '../../support/level-harness.ts';
import {
  act,
  caseIn,
  codeOf,
  coOrgan,
  draft,
  leadOrgan,
  peopleOf,
  readCase,
  sendAct,
  sendDraft,
  type CaseRef,
} from '../../support/level-harness.cases.ts';

describe.each(levels)('at the %s level', (name) => {
  let level: TestLevel;
  let now = new Date('2031-01-06T03:00:00Z');
  const on = (day: string): void => void (now = new Date(`${day}T03:00:00Z`));
  beforeAll(async () => {
    level = await startTestLevel(name, { clock: () => now });
  });
  afterAll(() => level[Symbol.asyncDispose]());

  const payloadOf = async (id: string) =>
    (await readCase(level, id, 'timeline(first: 100) { nodes { payload } }')).timeline.nodes.at(-1).payload;

  describe('co-signing', () => {
    test('is everybody’s own: a suggestion goes in when all who were asked have signed in person', async () => {
      const { deputy, coSigner, stranger } = peopleOf(level.profile);
      const ids = [coSigner.deputyId, stranger.deputyId];
      let item = await act(level, 'invite', { ...(await draft(level)), input: { deputyIds: ids } });
      expect(item.status).toBe('COSIGNING');
      expect(codeOf(await sendAct(level, 'submit', item))).toBe('GUARD_FAILED');
      expect(codeOf(await sendAct(level, 'confirm', { ...item, as: deputy }))).toBe('FORBIDDEN_PERSON');
      item = await act(level, 'confirm', item);
      expect(codeOf(await sendAct(level, 'confirm', item))).toBe('GUARD_FAILED');
      item = await act(level, 'decline', { ...item, as: stranger });
      expect(await readCase(level, item.id, 'status', stranger)).toBeNull();
      item = await act(level, 'submit', item);
      const read = await readCase(level, item.id, 'proposers { deputy { id } isLead confirmedAt }');
      expect(read.proposers.map((proposer: { deputy: { id: string } }) => proposer.deputy.id)).toEqual([
        deputy.deputyId,
        coSigner.deputyId,
      ]);
      for (const { confirmedAt } of read.proposers) expect(confirmedAt).not.toBeNull();
    });

    test('begins anew where the text changes, and a deputy who does not answer is not waited for for ever', async () => {
      let item = await act(level, 'confirm', await caseIn(level, 'COSIGNING'));
      item = await act(level, 'revise', item);
      expect(codeOf(await sendAct(level, 'submit', item))).toBe('GUARD_FAILED');
      item = await act(level, 'dismiss', item);
      expect((await act(level, 'submit', item)).status).toBe('SUBMITTED');
    });

    test('takes a thousand signers and no more', async () => {
      const ids = Array.from({ length: 10_000 }, (_, index) => `230100-D${String(index + 2).padStart(6, '0')}`);
      const item = await draft(level);
      const tooMany = await sendAct(level, 'invite', { ...item, input: { deputyIds: ids } });
      expect([codeOf(tooMany), tooMany.errors[0]?.message]).toEqual([
        'INPUT_INVALID',
        expect.stringContaining('at most 1000 signers'),
      ]);
      const full = await act(level, 'invite', { ...item, input: { deputyIds: ids.slice(0, 999) } });
      const oneMore = { ...full, input: { deputyIds: ids.slice(999, 1_000) } };
      expect(codeOf(await sendAct(level, 'invite', oneMore))).toBe('GUARD_FAILED');
    });
  });

  test('a merged case gets a reply of its own, which its own signers evaluate', async () => {
    let main = await caseIn(level, 'HANDLING');
    const { coSigner } = peopleOf(level.profile);
    let merged = (await sendDraft(level, {}, { as: coSigner })).data as { result: CaseRef };
    let item = await act(level, 'submit', { ...merged.result, as: coSigner });
    item = await act(level, 'review', item);
    for (const intoId of [item.id, (await caseIn(level, 'REPLIED')).id, (await caseIn(level, 'WITHDRAWN')).id]) {
      expect(codeOf(await sendAct(level, 'merge', { ...item, input: { intoId } }))).toBe('GUARD_FAILED');
    }
    item = await act(level, 'merge', { ...item, input: { intoId: main.id } });
    expect(item.status).toBe('MERGED');
    main = await act(level, 'reply', await act(level, 'draftReply', main));
    const read = await readCase(level, item.id, 'version status mergedIntoId replies { text organ } stepDueOn');
    expect(read).toMatchObject({ status: 'REPLIED', mergedIntoId: main.id, replies: [{ organ: leadOrgan }] });
    merged = { result: { ...item, version: read.version } };
    expect(codeOf(await sendAct(level, 'evaluate', merged.result))).toBe('FORBIDDEN_PERSON');
    expect((await act(level, 'evaluate', { ...merged.result, as: coSigner })).status).toBe('EVALUATED');
  });

  test('a return that is granted stops the clock from its request on; one that is refused does not', async () => {
    on('2031-01-06');
    const [granted, refused] = [await caseIn(level, 'RECEIVED'), await caseIn(level, 'RECEIVED')];
    on('2031-01-15');
    const asked = await act(level, 'requestReturn', granted);
    const askedToo = await act(level, 'requestReturn', refused);
    const late = await caseIn(level, 'RECEIVED');
    on('2031-01-25');
    const item = await act(level, 'decideReturn', asked);
    expect(await readCase(level, item.id, 'status dueOn returnRequests { isAccepted }')).toEqual({
      status: 'REASSIGNED',
      dueOn: '2031-04-16',
      returnRequests: [{ isAccepted: true }],
    });
    expect((await payloadOf(item.id)).clock).toEqual({
      stoppedOn: '2031-01-15',
      resumedOn: '2031-01-25',
      days: 10,
      dueOnBefore: '2031-04-06',
      dueOn: '2031-04-16',
    });
    expect(codeOf(await sendAct(level, 'receive', item))).toBe('FORBIDDEN_ORGAN');
    const no = await act(level, 'decideReturn', { ...askedToo, input: { isAccepted: false, note: '职责未变' } });
    expect(await readCase(level, no.id, 'status dueOn')).toEqual({ status: 'RECEIVED', dueOn: '2031-04-06' });
    // 15 January is a Wednesday: the seventh working day after it is the 24th.
    expect(codeOf(await sendAct(level, 'requestReturn', late))).toBe('GUARD_FAILED');
  });

  test('time is granted before the case is due, up to six months in all', async () => {
    on('2031-01-06');
    const item = await caseIn(level, 'HANDLING');
    const extend = (until: string) => sendAct(level, 'extend', { ...item, input: { until, reason: '施工' } });
    for (const until of ['2031-04-06', '2031-07-07']) expect(codeOf(await extend(until))).toBe('GUARD_FAILED');
    on('2031-04-07');
    expect(codeOf(await extend('2031-07-06'))).toBe('GUARD_FAILED');
    on('2031-04-06');
    expect(codeOf(await extend('2031-07-06'))).toBeUndefined();
    expect(await readCase(level, item.id, 'dueOn dueState')).toEqual({ dueOn: '2031-07-06', dueState: 'ON_TIME' });
    on('2031-01-06');
  });

  test('silence is no answer and no satisfaction, and only once the window is over', async () => {
    on('2031-01-06');
    const item = await caseIn(level, 'REPLIED');
    on('2031-02-03');
    expect(codeOf(await sendAct(level, 'recordSilence', item))).toBe('GUARD_FAILED');
    on('2031-02-04');
    await act(level, 'recordSilence', item);
    expect(await readCase(level, item.id, 'status evaluations { process result }')).toEqual({
      status: 'EVALUATED',
      evaluations: [{ process: 'NO_ANSWER', result: 'NO_ANSWER' }],
    });
    expect((await payloadOf(item.id)).facts).toMatchObject({ process: { NO_ANSWER: 1 }, category: 'A' });
    on('2031-01-06');
  });

  test('a promise is tracked, answered in a round of its own and graded again; then the case closes', async () => {
    on('2031-01-06');
    let item = await caseIn(level, 'TRACKING');
    expect(await readCase(level, item.id, 'dueOn round')).toEqual({ dueOn: '2099-12-31', round: 1 });
    expect((await payloadOf(item.id)).facts).toMatchObject({ category: 'B', result: { SATISFIED: 1 } });
    item = await act(level, 'draftReply', item);
    expect((await payloadOf(item.id)).facts).toMatchObject({ category: 'B', round: 2, answerFrom: 1 });
    item = await act(level, 'evaluate', await act(level, 'reply', item));
    expect((await payloadOf(item.id)).facts).toMatchObject({ category: 'A', result: { SATISFIED: 1 } });
    expect((await act(level, 'close', item)).status).toBe('CLOSED');
  });

  test('a case that is handled again loses what was answered and graded from the numbers, not from its history', async () => {
    const item = await caseIn(level, 'REHANDLING');
    expect((await payloadOf(item.id)).facts).toMatchObject({ category: null, result: {}, round: 2, answerFrom: 2 });
    expect(await readCase(level, item.id, 'replies { round } evaluations { round }')).toEqual({
      replies: [{ round: 1 }],
      evaluations: [{ round: 1 }],
    });
  });

  test('what holds personal data is not published', async () => {
    const answer = { category: 'A', text: '请联系 13804511234。' };
    const item = await caseIn(level, 'CLOSED', { draftReply: answer });
    const refused = await sendAct(level, 'publish', item);
    expect([codeOf(refused), refused.errors[0]?.message]).toEqual(['GUARD_FAILED', expect.stringMatching(/mobile/)]);
    expect(refused.errors[0]?.message).not.toContain('13804511234');
  });

  test('nobody evaluates what the same person handled, or assigned, whatever tokens the person holds', async () => {
    const { organ, deputy, clerk } = peopleOf(level.profile);
    for (const other of [organ, clerk]) {
      const both = { ...other, subject: 'one-person' };
      let item = await caseIn(level, 'REGISTERED');
      item = await act(level, 'assign', { ...item, ...(other === clerk && { as: both }) });
      item = await act(level, 'receive', { ...item, ...(other === organ && { as: both }) });
      for (const step of ['handle', 'draftReply', 'reply'] as const) item = await act(level, step, item);
      const refused = await sendAct(level, 'evaluate', { ...item, as: { ...deputy, subject: 'one-person' } });
      expect(codeOf(refused)).toBe('ROLE_CONFLICT');
      expect((await act(level, 'evaluate', item)).status).toBe('EVALUATED');
    }
  });

  test('says to each who asks what may be done now', async () => {
    const { deputy, clerk, organ, stranger } = peopleOf(level.profile);
    const { id } = await caseIn(level, 'RECEIVED');
    const actsOf = async (as?: Parameters<typeof readCase>[3]) =>
      (await readCase(level, id, 'availableActs', as)).availableActs as string[];
    expect(await actsOf()).toEqual([]);
    expect(await actsOf(deputy)).toEqual(['withdraw']);
    expect(await actsOf(stranger)).toEqual([]);
    expect(await actsOf(organ)).toEqual(['receive', 'requestReturn', 'handle']);
    expect(await actsOf(clerk)).toContain('supervise');
    expect(await actsOf({ ...clerk, divisionCode: level.profile.otherDivisionCode })).toEqual([]);
  });

  test('a secret case is there for those who have part in it only, and cannot be merged or published', async () => {
    const { deputy, clerk, organ, coOrgan: other, stranger, system } = peopleOf(level.profile);
    const drafted = (await sendDraft(level, { isSecret: true })).data as { result: CaseRef };
    let item = drafted.result;
    for (const step of ['submit', 'review', 'register', 'assign'] as const) item = await act(level, step, item);
    for (const as of [deputy, clerk, organ]) {
      expect(await readCase(level, item.id, 'secret', as)).toEqual({ secret: true });
    }
    for (const as of [
      undefined,
      stranger,
      other,
      system,
      { ...clerk, divisionCode: level.profile.otherDivisionCode },
    ]) {
      expect(await readCase(level, item.id, 'secret', as)).toBeNull();
    }
    expect(codeOf(await sendAct(level, 'receive', { ...item, as: other }))).toBe('SUGGESTION_NOT_FOUND');
    for (const step of ['receive', 'handle', 'draftReply', 'reply', 'evaluate', 'close'] as const) {
      item = await act(level, step, item);
    }
    expect(codeOf(await sendAct(level, 'publish', item))).toBe('GUARD_FAILED');
    const same = await caseIn(level, 'REVIEWING');
    expect(codeOf(await sendAct(level, 'merge', { ...same, input: { intoId: item.id } }))).toBe('GUARD_FAILED');
  });

  test('an assignment conference hands over all of its cases, or none', async () => {
    on('2031-03-03');
    const { clerk, organ } = peopleOf(level.profile);
    const { divisionCode, type } = level.profile;
    const prefix = type.replace('Suggestion', '');
    const hold = (cases: object[], as = clerk, code = divisionCode) =>
      level.run(
        `mutation ($code: DivisionCode!, $input: AssignmentConferenceInput!) {
          held: hold${prefix}AssignmentConference(divisionCode: $code, input: $input) { id caseCount heldOn minutes suggestions { id status dueOn conferenceId } }
        }`,
        { variables: { code, input: { heldOn: '2031-03-03', minutes: '会议纪要', cases } }, as },
      );
    const items = [await caseIn(level, 'REGISTERED'), await caseIn(level, 'REGISTERED')];
    const early = await caseIn(level, 'REVIEWING');
    const entry = ({ id, version }: CaseRef, role = 'LEAD') => ({
      ...{
        id,
        expectedVersion: version,
        organs: [{ organ: leadOrgan, role }, ...(role === 'LEAD' ? [] : [{ organ: coOrgan, role }])],
      },
    });
    const position = await level.service.log.position();
    const mixed = await hold([entry(items[0]!), entry(early)]);
    expect([codeOf(mixed), mixed.errors[0]?.message]).toEqual(['ACT_NOT_LEGAL', expect.stringContaining(early.id)]);
    expect(codeOf(await hold([entry(items[0]!), { ...entry(items[1]!), expectedVersion: 1 }]))).toBe('CONFLICT');
    expect(codeOf(await hold([entry(items[0]!), entry(items[0]!)]))).toBe('INPUT_INVALID');
    expect(codeOf(await hold([]))).toBe('INPUT_INVALID');
    expect(codeOf(await hold([entry(items[0]!)], organ as typeof clerk))).toBe('FORBIDDEN_ROLE');
    expect(await level.service.log.position()).toBe(position);
    const { held } = (await hold([entry(items[0]!), entry(items[1]!, 'SPLIT')])).data as { held: { id: string } };
    expect(held).toMatchObject({
      caseCount: 2,
      heldOn: '2031-03-03',
      suggestions: items.map(({ id }) => ({ id, status: 'ASSIGNED', dueOn: '2031-06-03', conferenceId: held.id })),
    });
    expect((await payloadOf(items[1]!.id)).conferenceId).toBe(held.id);
    expect(await level.service.log.position()).toBe(position + 2);
    on('2031-01-06');
  });

  const isCity = hasStatus(name === 'city' ? 'CITY' : 'DISTRICT', 'UNDER_EVALUATION');
  (isCity ? describe : describe.skip)('third-party evaluation', () => {
    test('is not begun of a secret case, which no institution outside may see', async () => {
      let item = await caseIn(level, 'REGISTERED');
      const way = ['classify', 'assign', 'receive', 'handle', 'draftReply', 'reply', 'evaluate', 'close'] as const;
      for (const name of way) item = await act(level, name, item);
      expect(codeOf(await sendAct(level, 'startThirdParty', item))).toBe('GUARD_FAILED');
    });

    test('that finds false satisfaction overturns the reply: handled anew under a leader', async () => {
      const { clerk, evaluator } = peopleOf(level.profile);
      const closed = await caseIn(level, 'CLOSED');
      const bad = { criterion: 'BROAD_IMPACT', evaluator: leadOrgan };
      expect(codeOf(await sendAct(level, 'startThirdParty', { ...closed, input: bad }))).toBe('GUARD_FAILED');
      const unmet = { criterion: 'DEPUTY_NOT_SATISFIED', evaluator: '示例评估机构' };
      expect(codeOf(await sendAct(level, 'startThirdParty', { ...closed, input: unmet }))).toBe('GUARD_FAILED');
      let item = await act(level, 'startThirdParty', closed);
      expect(codeOf(await sendAct(level, 'decideThirdParty', item))).toBe('GUARD_FAILED');
      const wrong = { ...evaluator, organ: '另一机构' };
      expect(codeOf(await sendAct(level, 'reportThirdParty', { ...item, as: wrong }))).toBe('FORBIDDEN_ORGAN');
      // Who assigned the case may not evaluate it for others.
      const assigner = { ...evaluator, subject: `test-${clerk.role}` };
      expect(codeOf(await sendAct(level, 'reportThirdParty', { ...item, as: assigner }))).toBe('ROLE_CONFLICT');
      item = await act(level, 'reportThirdParty', item);
      const input = { verdict: 'FALSE_SATISFACTION', evidence: '电杆仍在', leader: '张副主任' };
      item = await act(level, 'decideThirdParty', { ...item, input });
      const fields = 'status round keySupervision keyLeader overturned dueOn evaluations { result round }';
      expect(await readCase(level, item.id, fields)).toMatchObject({
        ...{ status: 'REHANDLING', round: 2, keySupervision: true, keyLeader: '张副主任', overturned: 1 },
        evaluations: [{ result: 'SATISFIED', round: 1 }],
      });
      expect((await payloadOf(item.id)).facts).toMatchObject({ category: null, result: {}, overturned: 1 });
    });
  });
});
