import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { levels, startTestLevel, type TestLevel } from '../../support/level-harness.ts';
import {
  caseIn,
  codeOf,
  draft,
  leadOrgan,
  peopleOf,
  readCase,
  sendAct,
  sendDraft,
  type ActOnCase,
} from '../../support/level-harness.cases.ts';

const now = new Date('2026-03-31T16:30:00Z'); // 1 April in Beijing

describe.each(levels)('at the %s level', (name) => {
  let level: TestLevel;
  beforeAll(async () => {
    level = await startTestLevel(name, { clock: () => now });
  });
  afterAll(() => level[Symbol.asyncDispose]());

  const readAsDeputy = (id: string, fields: string) => readCase(level, id, fields, peopleOf(level.profile).deputy);

  test.each([
    ['emoji', '盼修路🚧👨‍👩‍👧'],
    ['characters beyond the basic plane', '𠮷野家前的路'],
    ['SQL', "'; DROP TABLE suggestion; --"],
    ['markup', '<script>alert("x")</script> & {{x}} $ {{y}} \\u0000 %s'],
    ['right-to-left and combining marks', 'שלום é ạ̊'],
    ['exactly 200 characters', '路'.repeat(200)],
  ])('a title with %s is kept as it was written', async (_what, title) => {
    const { id } = await draft(level, { title, content: `${title}\n\t第二行` });
    expect(await readAsDeputy(id, 'title content')).toEqual({ title, content: `${title}\n\t第二行` });
  });

  test('white space around a text is cut off', async () => {
    const { id } = await draft(level, { title: ' \u3000修路\n', topic: ' 交通 ' });
    expect(await readAsDeputy(id, 'title topic')).toEqual({ title: '修路', topic: '交通' });
  });

  test.each([
    ['an empty title', { title: '' }, ['title']],
    ['a blank title', { title: ' \t\u3000\n' }, ['title']],
    ['a title of 201 characters', { title: '路'.repeat(201) }, ['title']],
    ['a title of a megabyte', { title: '路'.repeat(1_048_576) }, ['title']],
    ['a content of 20,001 characters', { content: 'x'.repeat(20_001) }, ['content']],
    ['a lone surrogate', { title: 'a\ud800b' }, ['title']],
    ['NUL', { content: 'a\u0000b' }, ['content']],
    ['another control character', { title: 'a\u001bb' }, ['title']],
    ['a blank topic', { topic: ' ' }, ['topic']],
    ['a topic of 65 characters', { topic: 'x'.repeat(65) }, ['topic']],
    ['two faults at once', { title: '', content: '' }, ['title', 'content']],
  ])('a draft with %s is refused with the names of its fields', async (_what, input, fields) => {
    const position = await level.service.log.position();
    const answer = await sendDraft(level, input);
    expect([codeOf(answer), answer.errors[0]?.extensions['fields']]).toEqual(['INPUT_INVALID', fields]);
    expect(answer.errors[0]?.message.length).toBeLessThan(500);
    expect(await level.service.log.position()).toBe(position);
  });

  test.each([
    ['null for a title', { title: null }],
    ['a number for a title', { title: 5 }],
    ['a field that does not exist', { colour: 'red' }],
  ])('a draft with %s is a fault of the request, told as such', async (_what, input) => {
    expect(codeOf(await sendDraft(level, input))).toBe('BAD_USER_INPUT');
  });

  test('a body of more than 8 megabytes is refused before it is read', async () => {
    const response = await fetch(level.service.url, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ query: '{ __typename }', padding: 'x'.repeat(9 * 1024 * 1024) }),
    }).catch(() => undefined);
    // The server may close the connection while the body is still on its way.
    if (response)
      expect([response.status, await response.json()]).toEqual([
        413,
        expect.objectContaining({ errors: [expect.objectContaining({ extensions: { code: 'REQUEST_TOO_LARGE' } })] }),
      ]);
  });

  test.each(['', 'not json', '[]', 'null', '{"query": 5}', '{"query": ""}'])(
    'a body of %j is a bad request',
    async (body) => {
      const headers = { 'content-type': 'application/json' };
      const response = await fetch(level.service.url, { method: 'POST', headers, body });
      expect(response.status).toBe(400);
      const { errors } = (await response.json()) as { errors: { extensions: { code: string } }[] };
      expect(errors[0]?.extensions.code).toBe('BAD_REQUEST');
    },
  );

  const organ = (role: string, organName = leadOrgan) => ({ organ: organName, role });

  test.each<[string, ActOnCase, Parameters<typeof caseIn>[1], object, string]>([
    ['no organ', 'assign', 'REGISTERED', { organs: [] }, 'organs'],
    [
      '51 organs',
      'assign',
      'REGISTERED',
      { organs: Array.from({ length: 51 }, (_, index) => organ('SPLIT', `局${index}`)) },
      'organs',
    ],
    ['an organ twice', 'assign', 'REGISTERED', { organs: [organ('LEAD'), organ('CO', ` ${leadOrgan} `)] }, 'organs'],
    ['two leads', 'assign', 'REGISTERED', { organs: [organ('LEAD'), organ('LEAD', '局')] }, 'organs'],
    ['co-handlers without a lead', 'assign', 'REGISTERED', { organs: [organ('CO')] }, 'organs'],
    ['a lead beside a split', 'assign', 'REGISTERED', { organs: [organ('LEAD'), organ('SPLIT', '局')] }, 'organs'],
    ['an organ without a name', 'assign', 'REGISTERED', { organs: [organ('LEAD', ' ')] }, 'organs.0.organ'],
    [
      'an organ of 101 characters',
      'assign',
      'REGISTERED',
      { organs: [organ('LEAD', '局'.repeat(101))] },
      'organs.0.organ',
    ],
    ['category B without a promised day', 'draftReply', 'HANDLING', { category: 'B', text: 'x' }, 'promisedOn'],
    [
      'category A with a promised day',
      'draftReply',
      'HANDLING',
      { category: 'A', text: 'x', promisedOn: '2027-01-01' },
      'promisedOn',
    ],
    ['nobody who signs', 'reply', 'REPLY_DRAFTED', { signedBy: ' ' }, 'signedBy'],
    ['no text', 'draftReply', 'HANDLING', { category: 'A', text: '' }, 'text'],
    [
      'a comment of 2,001 characters',
      'evaluate',
      'REPLIED',
      { process: 'SATISFIED', result: 'SATISFIED', comment: 'x'.repeat(2_001) },
      'comment',
    ],
    ['a blank note', 'close', 'EVALUATED', { note: ' ' }, 'note'],
    ['no reason', 'withdraw', 'SUBMITTED', { reason: '' }, 'reason'],
    ['no note', 'notAccept', 'REVIEWING', { reason: 'DUPLICATE', note: '' }, 'note'],
  ])('an act with %s is refused: %s in %s', async (_what, actName, status, input, field) => {
    const item = await caseIn(level, status);
    const answer = await sendAct(level, actName, { ...item, input });
    expect([codeOf(answer), answer.errors[0]?.extensions['fields']]).toEqual(['INPUT_INVALID', [field]]);
    expect((await readCase(level, item.id, 'version', peopleOf(level.profile).deputy)).version).toBe(item.version);
  });

  test('fifty organs of a hundred characters each are taken, and told in the events', async () => {
    const organs = Array.from({ length: 50 }, (_, index) => organ('SPLIT', `${'"局'.repeat(49)}${index + 10}`));
    const { id } = await caseIn(level, 'ASSIGNED', { assign: { organs } });
    const read = await readCase(level, id, 'assignments { organ } timeline(first: 10) { nodes { payload } }');
    expect(read.assignments).toHaveLength(50);
    expect(read.timeline.nodes.at(-1).payload.organs).toEqual(organs);
  });

  test.each([
    ['yesterday', '2026-03-31'],
    ['today, by the calendar of Beijing', '2026-04-01'],
    ['long ago', '1900-01-01'],
  ])('a promised day of %s is refused', async (_what, promisedOn) => {
    const item = await caseIn(level, 'HANDLING');
    const input = { category: 'B', text: 'x', promisedOn };
    expect(codeOf(await sendAct(level, 'draftReply', { ...item, input }))).toBe('GUARD_FAILED');
  });

  test.each(['2026-13-01', '2026-02-30', 'tomorrow', '', '2026-4-2', 20260402])(
    'a promised day written %j is a fault of the request',
    async (promisedOn) => {
      const item = { id: `${level.profile.divisionCode}-SG-2026-000001`, version: 1 };
      const input = { category: 'B', text: 'x', promisedOn };
      expect(codeOf(await sendAct(level, 'draftReply', { ...item, input }))).toBe('BAD_USER_INPUT');
    },
  );

  test('the clock of Beijing counts: a case of 31 March, 16:30 UTC, is of 1 April and due on 1 July', async () => {
    const { id } = await caseIn(level, 'ASSIGNED');
    expect(await readCase(level, id, 'dueOn assignedAt')).toEqual({
      dueOn: '2026-07-01',
      assignedAt: now.toISOString(),
    });
  });

  test.each([
    '2301',
    '23010',
    '2301020',
    '230102' + '0'.repeat(34),
    'abcdef',
    '２３０１０２',
    '',
    ' 230102',
    '230102\u0000',
  ])('a division code of %j is refused as one', async (code) => {
    expect(codeOf(await sendDraft(level, {}, { divisionCode: code }))).toBe('DIVISION_CODE_INVALID');
  });

  test('a division of another kind, or none, takes no draft', async () => {
    for (const code of ['230999', '230102999', '230102001999', '999999']) {
      const as = { ...peopleOf(level.profile).deputy, divisionCode: code };
      expect([code, codeOf(await sendDraft(level, {}, { as, divisionCode: code }))]).toEqual([
        code,
        'DIVISION_NOT_FOUND',
      ]);
    }
  });
});

describe('where a matter came up', () => {
  test('a district takes a station of its own, and no other', async () => {
    await using level = await startTestLevel('district');
    const { id } = await draft(level, { stationId: '230102001-S1' });
    const read = await readCase(level, id, 'station { id name } district { code }', peopleOf(level.profile).deputy);
    expect(read).toEqual({
      station: { id: '230102001-S1', name: '兆麟街道人大代表联络站1' },
      district: { code: '230102' },
    });
    for (const [stationId, code] of [
      ['230102001-S9', 'STATION_NOT_FOUND'],
      ['230103001-S1', 'STATION_NOT_FOUND'],
      ['230102001', 'ID_INVALID'],
      ['', 'ID_INVALID'],
      ['230102001001-H1', 'ID_INVALID'],
      ['x'.repeat(10_000), 'ID_INVALID'],
    ]) {
      expect([stationId, codeOf(await sendDraft(level, { stationId }))]).toEqual([stationId, code]);
    }
  });

  test('a town takes a home of its own, and no other', async () => {
    await using level = await startTestLevel('township');
    const rows = await level.run(
      '{ _entities(representations: [{ __typename: "Township", code: "230102101" }]) { ... on Township { homes(first: 1) { nodes { id } } } } }',
    );
    const homeId = rows.data._entities[0].homes.nodes[0].id as string;
    const { id } = await draft(level, { homeId });
    const read = await readCase(level, id, 'home { id } township { code }', peopleOf(level.profile).deputy);
    expect(read).toEqual({ home: { id: homeId }, township: { code: '230102101' } });
    for (const [wrong, code] of [
      [`${homeId.slice(0, 12)}-H9`, 'HOME_NOT_FOUND'],
      ['230102001001-H1', 'HOME_NOT_FOUND'],
      ['230102101', 'ID_INVALID'],
      ['', 'ID_INVALID'],
    ]) {
      expect([wrong, codeOf(await sendDraft(level, { homeId: wrong }))]).toEqual([wrong, code]);
    }
  });

  test('a street has no congress: its matters go to its district', async () => {
    await using level = await startTestLevel('township');
    const as = { ...peopleOf(level.profile).deputy, divisionCode: '230102001' };
    const answer = await sendDraft(level, {}, { as, divisionCode: '230102001' });
    expect(codeOf(answer)).toBe('GUARD_FAILED');
    expect(answer.errors[0]?.message).toContain('230102');
  });
});
