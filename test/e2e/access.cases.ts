import { beforeAll, describe, expect, test } from '@jest/globals';
import { peopleOf } from '../support/level-harness.cases.ts';
import { profiles, type Sender } from '../support/level-harness.ts';
import { createTestKeys } from '../support/tokens.ts';
import {
  caseOf,
  codesOf,
  playGraphActs,
  sendGraphAct,
  sendGraphDraft,
  systemSender,
} from '../support/whole-graph.acts.ts';
import { engines, levelNames, type WholeGraph } from '../support/whole-graph.ts';

let graph: WholeGraph;

/** Where every level's log stands: an act that changes nothing leaves it there. */
const logPositions = () => Promise.all(levelNames.map((level) => graph[level].log.position()));

/** Who may do and see what. */
export function describeAccess(graphOf: () => WholeGraph): void {
  beforeAll(() => {
    graph = graphOf();
  });
  describe.each(engines.flatMap((engine) => levelNames.map((level) => ({ engine, level }))))(
    'with the engine $engine at the $level level',
    ({ engine, level }) => {
      const profile = profiles[level];
      const people = peopleOf(profile);

      test('an act without a token, or with one that does not hold, is refused and changes nothing', async () => {
        const item = await playGraphActs(graph.query, level, ['submit']);
        await using strangers = await createTestKeys();
        const refused: [Sender | null, string, number][] = [
          [null, 'UNAUTHENTICATED', 200],
          [await graph.keys.bearer(people.clerk, -1), 'TOKEN_EXPIRED', 401],
          [await strangers.bearer(people.clerk), 'TOKEN_SIGNATURE_INVALID', 401],
          [`${await graph.keys.bearer(people.clerk)}x`, 'TOKEN_SIGNATURE_INVALID', 401],
          ['Bearer nothing', 'TOKEN_MALFORMED', 401],
          ['Basic dXNlcjpwYXNz', 'TOKEN_MALFORMED', 401],
          [{ role: 'deputy', divisionCode: profile.divisionCode }, 'TOKEN_MALFORMED', 401],
          [{ ...people.clerk, divisionCode: profile.otherDivisionCode }, 'FORBIDDEN_DIVISION', 200],
          [people.deputy, 'FORBIDDEN_ROLE', 200],
          [people.system, 'FORBIDDEN_ROLE', 200],
          [people.organ, 'FORBIDDEN_ROLE', 200],
        ];
        const before = await logPositions();
        for (const [as, code, status] of refused) {
          const answer = await sendGraphAct(graph.query, { level, act: 'review' }, { ...item, as, engine });
          expect({ as, codes: codesOf(answer), status: answer.status }).toEqual({ as, codes: [code], status });
          expect(answer.errors[0]?.message.length).toBeGreaterThan(20);
          expect(answer.data ?? null).toBeNull();
        }
        expect(await logPositions()).toEqual(before);
        const answer = await sendGraphAct(graph.query, { level, act: 'review' }, { ...item, engine });
        expect(caseOf(answer)).toMatchObject({ version: item.version + 1, status: 'REVIEWING' });
      });

      test('acts in person are open to their own deputy and organ only', async () => {
        const draft = caseOf(await sendGraphDraft(graph.query, level));
        const assigned = await playGraphActs(graph.query, level, ['submit', 'review', 'register', 'assign']);
        const before = await logPositions();
        const bySomebodyElse = await sendGraphAct(
          graph.query,
          { level, act: 'submit' },
          { ...draft, as: people.stranger, engine },
        );
        expect(codesOf(bySomebodyElse)).toEqual(['SUGGESTION_NOT_FOUND']);
        const withdrawal = await sendGraphAct(
          graph.query,
          { level, act: 'withdraw' },
          { ...assigned, as: people.stranger, engine },
        );
        expect(codesOf(withdrawal)).toEqual(['FORBIDDEN_PERSON']);
        const receipt = await sendGraphAct(
          graph.query,
          { level, act: 'receive' },
          { ...assigned, as: people.strangeOrgan, engine },
        );
        expect(codesOf(receipt)).toEqual(['FORBIDDEN_ORGAN']);
        const elsewhere = { ...people.deputy, divisionCode: profile.otherDivisionCode };
        expect(codesOf(await sendGraphDraft(graph.query, level, { as: elsewhere, engine }))).toEqual([
          'FORBIDDEN_DIVISION',
        ]);
        expect(await logPositions()).toEqual(before);
      });

      test('everybody reads what is public, and drafts only their signers', async () => {
        const draft = caseOf(await sendGraphDraft(graph.query, level, { title: '尚未公开' }));
        const open = await playGraphActs(graph.query, level, ['submit'], { title: '已经公开' });
        await graph.network.caughtUp();
        const read = async (as: Sender) => {
          const query = `query ($draft: ID!, $open: ID!, $filter: SuggestionFilter) {
          draft: suggestion(id: $draft) { id title } open: suggestion(id: $open) { id title }
          suggestions(filter: $filter, orderBy: UPDATED_AT_DESC, first: 20) { nodes { id title } }
        }`;
          const filter = { level: [profile.level], status: ['DRAFT', 'SUBMITTED'] };
          const answer = await graph.query(query, {
            variables: { draft: draft.id, open: open.id, filter },
            as,
            engine,
          });
          const ids: string[] = answer.data.suggestions.nodes.map(({ id }: { id: string }) => id);
          return { ...answer, listed: [draft.id, open.id].map((id) => ids.includes(id)) };
        };
        for (const as of [undefined, people.stranger, people.clerk, people.organ]) {
          const { data, errors, listed } = await read(as);
          expect(data).toMatchObject({ draft: null, open: { id: open.id, title: '已经公开' } });
          expect(errors.map(({ path, extensions }) => [path, extensions['code']])).toEqual([
            [['draft'], 'SUGGESTION_NOT_FOUND'],
          ]);
          expect(listed).toEqual([false, true]);
        }
        for (const as of [people.deputy, systemSender]) {
          const { data, errors, listed } = await read(as);
          expect(errors).toEqual([]);
          expect(data).toMatchObject({ draft: { id: draft.id, title: '尚未公开' }, open: { id: open.id } });
          expect(listed).toEqual([true, true]);
        }
      });
    },
  );

  describe.each(engines)('a subscription with the engine %s', (engine) => {
    const subscription =
      'subscription ($filter: SuggestionStatusFilter) { suggestionStatusChanged(filter: $filter) { cursor } }';

    test.each([
      ['has expired', 'TOKEN_EXPIRED', () => graph.keys.bearer(peopleOf(profiles.city).clerk, -1)],
      ['is no token', 'TOKEN_MALFORMED', async () => 'Bearer nothing'],
    ])('is refused with a token that %s', async (_name, code, token) => {
      await using client = await graph.connect({ as: await token(), engine });
      await client.take(1, subscription).catch(() => undefined);
      expect(await client.closed).toEqual({ code: 4403, reason: expect.stringContaining(code) });
    });

    test.each(['citySuggestionEvents', 'districtSuggestionEvents', 'townshipSuggestionEvents'])(
      'to the feed %s tells an anonymous client of nothing that is not public',
      async (feed) => {
        const query = `subscription { ${feed} { cursor act to suggestionId } }`;
        await using client = await graph.connect({ engine });
        const results = await client.take(20, query);
        expect(results.map(({ errors }) => errors)).toEqual(results.map(() => undefined));
        const states = results.map(({ data }) => (data as Record<string, { to: string }>)[feed]!.to);
        expect(states).not.toContain('DRAFT');
      },
    );
  });

  test('a signer who is not on the roll of deputies takes no suggestion from the list', async () => {
    const query = `{ suggestions(orderBy: UPDATED_AT_DESC, first: 50) { nodes {
    title proposers { isLead deputy { id name } }
  } } }`;
    for (const level of levelNames) {
      const unknown = {
        role: 'deputy',
        divisionCode: profiles[level].divisionCode,
        deputyId: '230100-D999999',
      } as const;
      const draft = caseOf(await sendGraphDraft(graph.query, level, { as: unknown, title: '名册之外' }));
      caseOf(await sendGraphAct(graph.query, { level, act: 'submit' }, { ...draft, as: unknown }));
    }
    await graph.network.caughtUp();
    for (const engine of engines) {
      const { data } = await graph.query(query, { engine });
      const nodes: { title: string; proposers: object[] }[] = data.suggestions.nodes;
      expect(nodes).toHaveLength(50);
      const beyond = nodes.filter(({ title }) => title === '名册之外');
      expect(beyond.map(({ proposers }) => proposers)).toEqual(levelNames.map(() => [{ isLead: true, deputy: null }]));
    }
  });
}
