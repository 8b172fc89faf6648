import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import {
  isOneOf,
  privateStatuses,
  suggestionStatuses,
  type SuggestionStatus,
} from '../../../shared/lifecycle/suggestion-status.ts';
import { consequences, type Act } from '../../../shared/lifecycle/transition.ts';
import { hasAct, hasStatus, transitionsOf } from '../../../shared/lifecycle/transition-table.ts';
import { actDefinitions } from '../../../shared/suggestion/act/act-catalogue.ts';
import { levels, profiles, startTestLevel, type TestLevel } from '../../support/level-harness.ts';
import {
  act,
  addCoSigner,
  caseIn,
  codeOf,
  draft,
  peopleOf,
  readCase,
  sendAct,
  sendDraft,
  usualActor,
  type ActOnCase,
  type CaseRef,
} from '../../support/level-harness.cases.ts';
import type { TokenClaims } from '../../support/tokens.ts';

const allActs = Object.keys(actDefinitions) as ActOnCase[];

const isOneOfActs = (list: readonly Act[], act: Act): boolean => list.includes(act);

/** States to which only another level's news leads; test/integration/hand-up looks at them. */
const isFromElsewhere = (status: SuggestionStatus): boolean =>
  status === 'ESCALATED' || status === 'ANSWERED_FROM_ABOVE';

/** States in which no organ has been asked yet. */
const unassigned: readonly SuggestionStatus[] = [
  'DRAFT',
  'COSIGNING',
  'SUBMITTED',
  'REVIEWING',
  'RETURNED_TO_DEPUTY',
  'NOT_ACCEPTED',
  'MERGED',
  'REGISTERED',
  'WITHDRAWN',
];

describe.each(levels)('at the %s level', (name) => {
  const { level: congress } = profiles[name];
  const actsOnCases = allActs.filter((act) => hasAct(congress, act));
  const table = transitionsOf(congress).filter(({ act }) => !isOneOfActs(consequences, act));
  let level: TestLevel;
  beforeAll(async () => {
    level = await startTestLevel(name);
  });
  afterAll(() => level[Symbol.asyncDispose]());

  const everything = `title content topic status version caseNumber submittedAt assignedAt dueOn statusNote
    proposers { deputy { id } confirmedAt } assignments { organ receivedAt } replies { text } evaluations { process } timeline { totalCount }`;
  const system = { role: 'system', divisionCode: '230100' } as const;

  async function snapshot(id: string): Promise<unknown> {
    return { read: await readCase(level, id, everything, system), position: await level.service.log.position() };
  }

  /** Sends an act that must be refused with `code`. */
  async function refused(actName: ActOnCase, request: Parameters<typeof sendAct>[2], code: string) {
    const answer = await sendAct(level, actName, request);
    expect([actName, codeOf(answer)]).toEqual([actName, code]);
    expect(answer.data ?? null).toBeNull();
    return answer.errors[0]!;
  }

  test.each(suggestionStatuses.filter((status) => hasStatus(congress, status) && !isFromElsewhere(status)))(
    'in %s every other act is refused, the legal ones are named, and nothing changes',
    async (status) => {
      const item = await caseIn(level, status);
      const legalActs = [...new Set(table.filter((row) => row.from === status).map((row) => row.act))];
      const before = await snapshot(item.id);
      for (const actName of actsOnCases.filter((candidate) => !legalActs.includes(candidate))) {
        const as = actorIn(status, actName);
        const code = codeIn(status, actName, as);
        const error = await refused(actName, { ...item, as }, code);
        if (code !== 'ACT_NOT_LEGAL') continue;
        expect(error.extensions).toMatchObject({ status, act: actName, legalActs, version: item.version });
        for (const legal of legalActs) expect(error.message).toContain(legal);
      }
      expect(await snapshot(item.id)).toEqual(before);
    },
  );

  /** Whoever has the case in hand does what organs do. */
  function actorIn(status: SuggestionStatus, act: ActOnCase): TokenClaims {
    const people = peopleOf(level.profile);
    const isOrgans = usualActor(act, level.profile).role === 'handling-organ' && act !== 'giveOpinion';
    if (!isOrgans) return usualActor(act, level.profile);
    return status === 'REASSIGNED' ? people.strangeOrgan : people.organ;
  }

  /** Who has no part in the case is told so first; who does not sign it cannot tell that a draft exists. */
  function codeIn(status: SuggestionStatus, act: ActOnCase, { role, deputyId }: TokenClaims): string {
    const isSigner = deputyId === '230100-D000001' || (status === 'COSIGNING' && role === 'deputy');
    if (isOneOf(privateStatuses, status) && !isSigner && role !== 'system') return 'SUGGESTION_NOT_FOUND';
    if (act === 'confirm' || act === 'decline') return 'FORBIDDEN_PERSON';
    return act === 'giveOpinion' && !unassigned.includes(status) ? 'FORBIDDEN_ORGAN' : 'ACT_NOT_LEGAL';
  }

  describe('who may not act', () => {
    const stateFor = (act: ActOnCase): SuggestionStatus =>
      table.find((row) => row.act === act && row.from !== 'NEW')!.from as SuggestionStatus;

    test.each(actsOnCases)(
      '"%s" is refused to nobody, a wrong role, a wrong division and a bad token',
      async (actName) => {
        const item = await caseIn(level, stateFor(actName));
        const right = usualActor(actName, level.profile);
        const before = await snapshot(item.id);
        await refused(actName, { ...item, as: null }, 'UNAUTHENTICATED');
        for (const role of ['station-keeper', 'system'] as const) {
          if (role !== right.role)
            await refused(
              actName,
              { ...item, as: { role, divisionCode: level.profile.divisionCode } },
              'FORBIDDEN_ROLE',
            );
        }
        const elsewhere = { ...right, divisionCode: level.profile.otherDivisionCode };
        // The clock is the whole installation's.
        if (right.role !== 'system') await refused(actName, { ...item, as: elsewhere }, 'FORBIDDEN_DIVISION');
        const expired = await level.keys.bearer(right, -10);
        await refused(actName, { ...item, as: expired }, 'TOKEN_EXPIRED');
        expect(await snapshot(item.id)).toEqual(before);
      },
    );

    test('clerks of other levels have no say', async () => {
      const item = await caseIn(level, 'SUBMITTED');
      for (const role of (['city-clerk', 'district-clerk', 'presidium'] as const).filter(
        (clerk) => clerk !== level.profile.clerk,
      )) {
        await refused('review', { ...item, as: { role, divisionCode: level.profile.divisionCode } }, 'FORBIDDEN_ROLE');
      }
    });

    test('another deputy neither withdraws nor evaluates, another organ neither receives nor replies', async () => {
      const { stranger, strangeOrgan } = peopleOf(level.profile);
      let item: CaseRef = await caseIn(level, 'SUBMITTED');
      await refused('withdraw', { ...item, as: stranger }, 'FORBIDDEN_PERSON');
      for (const actName of ['review', 'register', 'assign'] as const) item = await act(level, actName, item);
      const error = await refused('receive', { ...item, as: strangeOrgan }, 'FORBIDDEN_ORGAN');
      expect(error.message).toContain('市住房和城乡建设局');
      item = await act(level, 'handle', await act(level, 'receive', item));
      await refused('draftReply', { ...item, as: strangeOrgan }, 'FORBIDDEN_ORGAN');
      item = await act(level, 'draftReply', item);
      await refused('reply', { ...item, as: strangeOrgan }, 'FORBIDDEN_ORGAN');
      item = await act(level, 'reply', item);
      await refused('evaluate', { ...item, as: stranger }, 'FORBIDDEN_PERSON');
      await refused('evaluate', { ...item, as: peopleOf(level.profile).organ }, 'FORBIDDEN_ROLE');
      await refused('evaluate', { ...item, as: peopleOf(level.profile).clerk }, 'FORBIDDEN_ROLE');
    });

    test('a co-signer may neither submit nor withdraw for the lead deputy', async () => {
      const { coSigner } = peopleOf(level.profile);
      const item = await draft(level);
      await addCoSigner(level, item.id, new Date().toISOString());
      await refused('submit', { ...item, as: coSigner }, 'FORBIDDEN_PERSON');
      await refused('withdraw', { ...(await act(level, 'submit', item)), as: coSigner }, 'FORBIDDEN_PERSON');
    });

    test.each([
      ['no scheme', 'abc', 'TOKEN_MALFORMED'],
      ['another scheme', 'Basic dXNlcjpwYXNz', 'TOKEN_MALFORMED'],
      ['no token', 'Bearer ', 'TOKEN_MALFORMED'],
      ['two dots of nothing', 'Bearer ..', 'TOKEN_MALFORMED'],
      ['a made-up token', 'Bearer aaaa.bbbb.cccc', 'TOKEN_SIGNATURE_INVALID'],
    ])('a header with %s is an error even for a public read', async (_what, header, code) => {
      const answer = await level.run('{ __typename }', { as: header });
      expect([answer.status, codeOf(answer)]).toEqual([401, code]);
    });

    test('a draft is refused to everybody but deputies of that congress', async () => {
      const { clerk, organ, deputy } = peopleOf(level.profile);
      const position = await level.service.log.position();
      expect(codeOf(await sendDraft(level, {}, { as: null }))).toBe('UNAUTHENTICATED');
      for (const as of [clerk, organ]) expect(codeOf(await sendDraft(level, {}, { as }))).toBe('FORBIDDEN_ROLE');
      const elsewhere = { ...deputy, divisionCode: level.profile.otherDivisionCode };
      expect(codeOf(await sendDraft(level, {}, { as: elsewhere }))).toBe('FORBIDDEN_DIVISION');
      expect(await level.service.log.position()).toBe(position);
    });
  });

  test('an act on a version that is no longer current is a conflict that names the current one', async () => {
    const item = await caseIn(level, 'REVIEWING');
    const before = await snapshot(item.id);
    for (const version of [0, -1, item.version - 1, item.version + 1, 2_147_483_647]) {
      const error = await refused('register', { ...item, version }, 'CONFLICT');
      expect(error.extensions).toMatchObject({ currentVersion: item.version, currentStatus: 'REVIEWING' });
    }
    expect(await snapshot(item.id)).toEqual(before);
  });

  test('a condition that is not met is told with the state, the act and what is legal there', async () => {
    const item = await caseIn(level, 'HANDLING');
    const error = await refused(
      'draftReply',
      { ...item, input: { category: 'B', text: '将解决。', promisedOn: '2020-01-06' } },
      'GUARD_FAILED',
    );
    expect(error.extensions).toMatchObject({ status: 'HANDLING', act: 'draftReply', version: item.version });
    expect(error.extensions['legalActs']).toContain('extend');
  });

  test('a deputy on the roll of a congress beside this one is not asked to sign', async () => {
    const item = await draft(level);
    const beside = name === 'city' ? '230201-D000001' : '230103-D000001';
    const input = { deputyIds: ['230100-D000002', beside] };
    expect((await refused('invite', { ...item, input }, 'GUARD_FAILED')).message).toContain(beside);
    const own = name === 'city' ? '230103-D000001' : '230102-D000001';
    expect((await act(level, 'invite', { ...item, input: { deputyIds: [own] } })).status).toBe('COSIGNING');
  });

  test('a draft may be neither seen nor acted upon by others', async () => {
    const { stranger, clerk, system: service, deputy, coSigner } = peopleOf(level.profile);
    const item = await draft(level);
    await addCoSigner(level, item.id, null);
    for (const as of [undefined, stranger, clerk]) {
      expect(await readCase(level, item.id, 'id', as)).toBeNull();
    }
    for (const as of [deputy, coSigner, service]) {
      expect(await readCase(level, item.id, 'id status', as)).toEqual({ id: item.id, status: 'DRAFT' });
    }
    expect(codeOf(await sendAct(level, 'submit', { ...item, as: stranger }))).toBe('SUGGESTION_NOT_FOUND');
    expect(codeOf(await sendAct(level, 'review', { ...item, as: clerk }))).toBe('SUGGESTION_NOT_FOUND');
  });

  test('an id of no suggestion, and a text that is no id, have codes of their own', async () => {
    const unknown = `${level.profile.divisionCode}-SG-2026-999999`;
    expect(codeOf(await sendAct(level, 'submit', { id: unknown, version: 1 }))).toBe('SUGGESTION_NOT_FOUND');
    for (const id of [
      '',
      'x',
      '230102-S1',
      `${level.profile.divisionCode}-SG-2026-1`,
      '1'.repeat(40),
      '2301\u0000',
      '𠮷',
      "'; DROP TABLE suggestion; --",
    ]) {
      expect([id, codeOf(await sendAct(level, 'submit', { id, version: 1 }))]).toEqual([id, 'ID_INVALID']);
    }
  });
});
