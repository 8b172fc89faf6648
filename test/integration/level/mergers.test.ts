import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { SuggestionStatus } from '../../../shared/lifecycle/suggestion-status.ts';
import { levels, startTestLevel, type TestLevel } from '../../support/level-harness.ts';
import {
  act,
  caseIn,
  codeOf,
  peopleOf,
  readCase,
  sendAct,
  type ActOnCase,
  type CaseRef,
} from '../../support/level-harness.cases.ts';

describe.each(levels)('cases that were merged at a %s level', (name) => {
  let level: TestLevel;
  beforeAll(async () => {
    level = await startTestLevel(name);
  });
  afterAll(() => level[Symbol.asyncDispose]());

  const mergeInto = async (main: CaseRef): Promise<CaseRef> =>
    act(level, 'merge', { ...(await caseIn(level, 'REVIEWING')), input: { intoId: main.id } });
  const read = async (id: string) =>
    readCase(level, id, 'id version status mergedIntoId timeline(first: 50) { nodes { act from to payload } }');

  test.each<[ActOnCase, SuggestionStatus]>([
    ['withdraw', 'HANDLING'],
    ['withdraw', 'REVIEWING'],
    ['notAccept', 'REVIEWING'],
    ['classify', 'REGISTERED'],
  ])('go back into review where "%s" takes away the case in %s that they were merged into', async (ending, status) => {
    const main = await caseIn(level, status);
    const merged = [await mergeInto(main), await mergeInto(main)];
    const elsewhere = await mergeInto(await caseIn(level, 'REGISTERED'));
    const before = await level.service.log.position();
    await act(level, ending, main);
    // One transaction: the act, and what follows from it for each.
    expect(await level.service.log.position()).toBe(before + 3);
    for (const { id, version } of merged) {
      const item = await read(id);
      expect(item).toMatchObject({ status: 'REVIEWING', mergedIntoId: null, version: version + 1 });
      expect(item.timeline.nodes.at(-1)).toMatchObject({
        act: 'unmerge',
        from: 'MERGED',
        to: 'REVIEWING',
        payload: { toldDeputyIds: [peopleOf(level.profile).deputy.deputyId], facts: { mergedIntoId: null } },
      });
      expect((await act(level, 'register', item)).status).toBe('REGISTERED');
    }
    expect(await read(elsewhere.id)).toMatchObject({ status: 'MERGED', version: elsewhere.version });
  });

  test('stay with a case that goes back into review itself', async () => {
    const top = await caseIn(level, 'REGISTERED');
    const middle = await caseIn(level, 'REVIEWING');
    const lowest = await mergeInto(middle);
    await act(level, 'merge', { ...middle, input: { intoId: top.id } });
    await act(level, 'withdraw', top);
    expect(await read(middle.id)).toMatchObject({ status: 'REVIEWING', mergedIntoId: null });
    expect(await read(lowest.id)).toMatchObject({ status: 'MERGED', mergedIntoId: middle.id });
  });

  test('are not merged into themselves nor in a ring', async () => {
    const first = await caseIn(level, 'REVIEWING');
    const messageOf = async (item: CaseRef, intoId: string) => {
      const answer = await sendAct(level, 'merge', { ...item, input: { intoId } });
      expect(codeOf(answer)).toBe('GUARD_FAILED');
      return answer.errors[0]?.message;
    };
    expect(await messageOf(first, first.id)).toContain('into itself');
    const second = await mergeInto(first);
    const third = await caseIn(level, 'REVIEWING');
    expect(await messageOf(first, second.id)).toContain(`${first.id} → ${second.id} → ${first.id}`);
    expect(await messageOf(third, second.id)).toContain('is MERGED');
    // Nobody but its deputies knows of a draft.
    expect(await messageOf(third, (await caseIn(level, 'DRAFT')).id)).toContain('is no case of');
    const answers = await Promise.all([
      sendAct(level, 'merge', { ...third, input: { intoId: first.id } }),
      sendAct(level, 'merge', { ...first, input: { intoId: third.id } }),
    ]);
    expect(answers.map((answer) => codeOf(answer) ?? 'MERGED').sort()).toEqual(['GUARD_FAILED', 'MERGED']);
  });
});
