import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { levels, startTestLevel, type Sender, type TestLevel } from '../../support/level-harness.ts';
import { act, caseIn, codeOf, draft, peopleOf, sendAct, sendDraft } from '../../support/level-harness.cases.ts';

describe.each(levels)('a deputy who is suspended at the %s level', (name) => {
  let level: TestLevel;
  beforeAll(async () => {
    level = await startTestLevel(name);
  });
  afterAll(() => level[Symbol.asyncDispose]());

  const decide = (verb: 'suspend' | 'reinstate', deputyId: string, as: Sender, reason = '涉嫌犯罪被羁押') => {
    const { divisionCode, type } = level.profile;
    return level.run(
      `mutation ($d: DivisionCode!, $id: ID!, $input: ReasonInput!) {
        done: ${verb}${type.replace('Suggestion', '')}Deputy(divisionCode: $d, deputyId: $id, input: $input) { deputyId endedAt } }`,
      { variables: { d: divisionCode, id: deputyId, input: { reason } }, as },
    );
  };

  test('neither drafts nor signs, hands in or evaluates there until the suspension ends', async () => {
    const { deputy, coSigner, clerk } = peopleOf(level.profile);
    const draftBefore = await draft(level);
    const invited = await act(level, 'invite', await draft(level));
    const replied = await caseIn(level, 'REPLIED');
    await decide('suspend', deputy.deputyId!, clerk);
    const answers = [
      await sendDraft(level, { title: '修路', content: '路面破损' }),
      await sendAct(level, 'submit', draftBefore),
      await sendAct(level, 'evaluate', replied),
    ];
    expect(answers.map(codeOf)).toEqual(['DEPUTY_SUSPENDED', 'DEPUTY_SUSPENDED', 'DEPUTY_SUSPENDED']);
    await decide('suspend', coSigner.deputyId!, clerk);
    expect(codeOf(await sendAct(level, 'confirm', invited))).toBe('DEPUTY_SUSPENDED');
    for (const id of [deputy.deputyId!, coSigner.deputyId!]) {
      expect((await decide('reinstate', id, clerk, '审查终结')).data.done.endedAt).not.toBeNull();
    }
    expect((await act(level, 'submit', draftBefore)).status).toBe('SUBMITTED');
    expect((await act(level, 'confirm', invited)).status).toBe('COSIGNING');
  });

  test('is suspended once, by the reviewer of the congress alone, who reads the grounds', async () => {
    const { deputy, stranger, clerk } = peopleOf(level.profile);
    const { otherDivisionCode, divisionCode } = level.profile;
    const id = stranger.deputyId!;
    const before = await level.service.log.position();
    expect(codeOf(await decide('suspend', id, undefined))).toBe('UNAUTHENTICATED');
    expect(codeOf(await decide('suspend', id, deputy))).toBe('FORBIDDEN_ROLE');
    expect(codeOf(await decide('suspend', id, { ...clerk, divisionCode: otherDivisionCode }))).toBe(
      'FORBIDDEN_DIVISION',
    );
    expect(codeOf(await decide('suspend', 'x', clerk))).toBe('ID_INVALID');
    expect(codeOf(await decide('suspend', id, clerk, ' '))).toBe('INPUT_INVALID');
    expect(codeOf(await decide('reinstate', id, clerk))).toBe('GUARD_FAILED');
    expect(await level.service.log.position()).toBe(before);
    const answers = await Promise.all([1, 2, 3].map(() => decide('suspend', id, clerk)));
    expect(answers.map((answer) => codeOf(answer) ?? 'SUSPENDED').sort()).toEqual([
      ...['GUARD_FAILED', 'GUARD_FAILED', 'SUSPENDED'],
    ]);
    expect(await level.service.log.position()).toBe(before + 1);
    const field = `${level.profile.name}DeputySuspensions`;
    const list = (as: Sender) =>
      level.run(`query ($d: DivisionCode!) { list: ${field}(divisionCode: $d) { deputyId reason endedAt } }`, {
        variables: { d: divisionCode },
        as,
      });
    expect((await list(clerk)).data.list).toContainEqual({ deputyId: id, reason: '涉嫌犯罪被羁押', endedAt: null });
    expect(codeOf(await list(deputy))).toBe('FORBIDDEN_ROLE');
    expect(codeOf(await list(undefined))).toBe('UNAUTHENTICATED');
  });
});
