import { beforeAll, describe, expect, test } from '@jest/globals';
import { profiles } from '../support/level-harness.ts';
import type { ActOnCase } from '../support/level-harness.cases.ts';
import {
  caseOf,
  codesOf,
  playGraphActs,
  sendGraphAct,
  sendGraphDraft,
  wholeLife,
} from '../support/whole-graph.acts.ts';
import { engines, levelNames, type WholeGraph } from '../support/whole-graph.ts';

let graph: WholeGraph;

const digits = (length: number): string => '230102'.repeat(10).slice(0, length);
const megabyte = 1024 * 1024;

/** By field: the code of an unknown key, and of one that is none. */
const keys = [
  ['city', 'code: $key', 'DivisionCode!', ['230900', 'DIVISION_NOT_FOUND'], 'DIVISION_CODE_INVALID'],
  ['district', 'code: $key', 'DivisionCode!', ['230199', 'DIVISION_NOT_FOUND'], 'DIVISION_CODE_INVALID'],
  ['township', 'code: $key', 'DivisionCode!', ['230102999', 'DIVISION_NOT_FOUND'], 'DIVISION_CODE_INVALID'],
  ['community', 'code: $key', 'DivisionCode!', ['230102001999', 'DIVISION_NOT_FOUND'], 'DIVISION_CODE_INVALID'],
  ['station', 'id: $key', 'ID!', ['230102001-S9', 'STATION_NOT_FOUND'], 'ID_INVALID'],
  ['home', 'id: $key', 'ID!', ['230102001001-H9', 'HOME_NOT_FOUND'], 'ID_INVALID'],
  ['deputy', 'id: $key', 'ID!', ['230100-D999999', 'DEPUTY_NOT_FOUND'], 'ID_INVALID'],
  ['suggestion', 'id: $key', 'ID!', ['230102-SG-2021-999999', 'SUGGESTION_NOT_FOUND'], 'ID_INVALID'],
] as const;

const noKeys = [
  '',
  'abcdef',
  '道里区',
  digits(5),
  digits(40),
  "230102'; drop table station; --",
  '２３０１０２',
  ' 230102',
];

const lists = [
  [
    'Query.suggestions',
    'query ($first: Int, $after: Cursor) { suggestions(first: $first, after: $after) { nodes { id } } }',
  ],
  [
    'Query.deputies',
    'query ($first: Int!, $after: Cursor) { deputies(first: $first, after: $after) { nodes { id } } }',
  ],
  ['District.townships', inDistrict('townships(first: $first, after: $after) { nodes { code } }')],
  ['District.stations', inDistrict('stations(first: $first, after: $after) { nodes { id } }')],
  ['District.suggestions', inDistrict('suggestions(first: $first, after: $after) { nodes { id } }')],
  ['Township.homes', inTownship('homes(first: $first, after: $after) { nodes { id } }')],
  ['Township.communities', inTownship('communities(first: $first, after: $after) { nodes { code } }')],
  ['Township.suggestions', inTownship('suggestions(first: $first, after: $after) { nodes { id } }')],
] as const;

function inDistrict(selection: string): string {
  return `query ($first: Int, $after: Cursor) { district(code: "230102") { ${selection} } }`;
}

function inTownship(selection: string): string {
  return `query ($first: Int, $after: Cursor) { township(code: "230102101") { ${selection} } }`;
}

/** The cursor of the first row of a list. */
async function ownCursor(text: string): Promise<string> {
  const answer = await graph.query(text.replace(/\{ nodes \{ \w+ \} \}/, '{ pageInfo { endCursor } }'), {
    variables: { first: 1 },
  });
  const cursor = /"endCursor":"([^"]+)"/.exec(JSON.stringify(answer.data ?? null))?.[1];
  if (cursor === undefined) throw new Error(`There is no cursor in ${JSON.stringify(answer)}.`);
  return cursor;
}

/** A good cursor of a field that is not in `lists`. */
function otherCursor(): Promise<string> {
  return ownCursor('query ($first: Int) { city(code: "230100") { suggestions(first: $first) { nodes { id } } } }');
}

/** One character in the middle is another one. */
function tampered(cursor: string): string {
  const at = Math.floor(cursor.length / 2);
  return cursor.slice(0, at) + (cursor[at] === 'A' ? 'B' : 'A') + cursor.slice(at + 1);
}

/** What the graph says to input that it cannot take. */
export function describeBadInput(graphOf: () => WholeGraph): void {
  beforeAll(() => {
    graph = graphOf();
  });
  describe.each(engines)('with the engine %s', (engine) => {
    const run = (text: string, variables: Record<string, unknown>) => graph.query(text, { variables, engine });

    test.each(keys)(
      'the key of %s is checked before it is looked up',
      async (field, argument, type, unknown, invalid) => {
        const text = `query ($key: ${type}) { found: ${field}(${argument}) { __typename } }`;
        for (const [key, code] of [unknown, ...noKeys.map((noKey) => [noKey, invalid] as const)]) {
          const answer = await run(text, { key });
          expect({ key, codes: codesOf(answer) }).toEqual({ key, codes: [code] });
          expect(answer.data ?? { found: null }).toEqual({ found: null });
          expect(answer.errors[0]?.message.length).toBeLessThan(600);
        }
      },
    );

    test('a key that stands in the text of the query is checked as well', async () => {
      expect(codesOf(await run('{ district(code: "2301") { name } }', {}))).toEqual(['DIVISION_CODE_INVALID']);
      expect(codesOf(await run('{ district(code: 230102) { name } }', {}))).toHaveLength(1);
    });

    test.each(lists)('a page of %s takes 0 to 500 rows after a cursor of its own', async (_name, text) => {
      for (const first of [-1, 501, 100_000]) {
        expect({ first, codes: codesOf(await run(text, { first })) }).toEqual({ first, codes: ['PAGE_SIZE_INVALID'] });
      }
      const others = await otherCursor();
      const own = await ownCursor(text);
      for (const after of ['abc', others, `${own}A`, tampered(own), '𠮷'.repeat(40)]) {
        const answer = await run(text, { first: 2, after });
        expect({ after, codes: codesOf(answer) }).toEqual({ after, codes: ['CURSOR_INVALID'] });
      }
    });

    test.each(levelNames)('a title at the %s level is text of at most 200 characters', async (level) => {
      for (const title of ['', '   ', 'x'.repeat(201), '路'.repeat(megabyte / 3), 'a\u0000b', '\ud842']) {
        const answer = await sendGraphDraft(graph.query, level, { title, engine });
        expect({ title: title.slice(0, 10), codes: codesOf(answer) }).toEqual({
          title: title.slice(0, 10),
          codes: ['INPUT_INVALID'],
        });
        expect(answer.errors[0]?.message).toContain('title');
      }
      const answer = await sendGraphDraft(graph.query, level, { title: 'x'.repeat(5 * megabyte), engine });
      expect([answer.status, ...codesOf(answer)]).toEqual([413, 'REQUEST_TOO_LARGE']);
    });

    test.each(levelNames)('any script and any fragment of SQL is text at the %s level', async (level) => {
      const texts = [
        '🏮红灯🧑‍🌾',
        '𠮷野家𠮷',
        "Robert'); drop table suggestion; --",
        '" or 1=1 --',
        '%_\\',
        '{{name}} $1 <b>',
        '‮ababab',
      ];
      for (const title of texts) {
        const item = await playGraphActs(graph.query, level, ['submit', 'review', 'register'], {
          title,
          topic: title,
          engine,
        });
        const organs = [{ organ: title, role: 'LEAD' }];
        const assigned = await sendGraphAct(
          graph.query,
          { level, act: 'assign' },
          { ...item, input: { organs }, engine },
        );
        expect(caseOf(assigned).status).toBe('ASSIGNED');
        await graph.network.caughtUp();
        const answer = await run(
          `query ($id: ID!, $filter: SuggestionFilter) {
          suggestion(id: $id) { title topic assignments { organ } }
          suggestions(filter: $filter) { totalCount nodes { id title } }
        }`,
          { id: item.id, filter: { topic: title, organ: title, level: [profiles[level].level] } },
        );
        expect(answer.errors).toEqual([]);
        expect(answer.data.suggestion).toEqual({ title, topic: title, assignments: [{ organ: title }] });
        const found: { id: string; title: string }[] = answer.data.suggestions.nodes;
        expect(found).toContainEqual({ id: item.id, title });
        expect(found.every((node) => node.title === title)).toBe(true);
      }
    });

    test.each(levelNames)(
      'an act at the %s level that the state does not allow says which ones it does',
      async (level) => {
        const submitted = await playGraphActs(graph.query, level, ['submit']);
        const closed = await playGraphActs(graph.query, level, wholeLife);
        const whenSubmitted = ['review', 'classify', 'withdraw', 'supervise'];
        if (level !== 'township') whenSubmitted.push('consult', 'inspect');
        const whenClosed = level === 'city' ? ['publish', 'startThirdParty'] : ['publish'];
        const wrong: [typeof closed, ActOnCase, string[]][] = [
          [submitted, 'submit', whenSubmitted],
          [submitted, 'register', whenSubmitted],
          [submitted, 'close', whenSubmitted],
          [closed, 'review', whenClosed],
          [closed, 'withdraw', whenClosed],
        ];
        for (const [item, act, legalActs] of wrong) {
          const answer = await sendGraphAct(graph.query, { level, act }, { ...item, engine });
          expect({ act, codes: codesOf(answer) }).toEqual({ act, codes: ['ACT_NOT_LEGAL'] });
          expect(answer.errors[0]?.extensions).toMatchObject({ status: item.status, legalActs, subgraph: level });
        }
        const stale = await sendGraphAct(graph.query, { level, act: 'review' }, { ...submitted, version: 99, engine });
        expect(codesOf(stale)).toEqual(['CONFLICT']);
        const unknown = await sendGraphAct(
          graph.query,
          { level, act: 'review' },
          { id: `${profiles[level].divisionCode}-SG-2021-999999`, version: 1, engine },
        );
        expect(codesOf(unknown)).toEqual(['SUGGESTION_NOT_FOUND']);
        const noId = await sendGraphAct(graph.query, { level, act: 'review' }, { id: 'x', version: 1, engine });
        expect(codesOf(noId)).toEqual(['ID_INVALID']);
      },
    );

    test.each(levelNames)('a draft at the %s level needs a place that exists', async (level) => {
      const nowhere = { city: '230900', district: '230199', township: '230102999' }[level];
      const { divisionCode: _own, ...deputy } = {
        role: 'deputy',
        divisionCode: '',
        deputyId: '230100-D000001',
      } as const;
      const answer = await sendGraphDraft(graph.query, level, {
        divisionCode: nowhere,
        as: { ...deputy, divisionCode: nowhere },
        engine,
      });
      expect(codesOf(answer)).toEqual(['DIVISION_NOT_FOUND']);
    });

    test.each([
      ['{ nothing }', 'GRAPHQL_VALIDATION_FAILED', 400],
      ['{ district(code: "230102") { name', 'GRAPHQL_PARSE_FAILED', 400],
      ['{ suggestions(filter: { status: [LOST] }) { totalCount } }', 'GRAPHQL_VALIDATION_FAILED', 400],
      ['subscription { suggestionStatusChanged { cursor } }', 'NOT_ACCEPTABLE', 406],
    ])('%s is refused as %s', async (text, code, status) => {
      const answer = await run(text, {});
      expect(codesOf(answer)).toEqual([code]);
      expect(answer.status).toBe(status);
    });

    test.each([
      ['tampered with', 'CURSOR_INVALID', async () => tampered(await otherCursor())],
      ['of another field', 'CURSOR_INVALID', otherCursor],
    ])('a subscription with a cursor that is %s is refused', async (_name, code, cursor) => {
      await using client = await graph.connect({ engine });
      const text = 'subscription ($after: Cursor) { suggestionStatusChanged(after: $after) { cursor } }';
      const [result] = await client.take(1, text, { after: await cursor() });
      expect(result?.errors?.map(({ extensions }) => extensions?.['code'])).toEqual([code]);
    });
  });
}
