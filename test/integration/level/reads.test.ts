import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { levels, startTestLevel, type LevelName, type Sender, type TestLevel } from '../../support/level-harness.ts';
import { sample, sampleHomes, sampleStations } from '../../support/level-harness.sample.ts';
import { act, caseIn, codeOf, draft, peopleOf, readCase } from '../../support/level-harness.cases.ts';

/** The suggestions of a level's division, as its own subgraph lists them. */
function listQuery({ profile }: TestLevel, selection: string): string {
  const keys = `representations: [{ __typename: "${parentTypes[profile.name]}", code: "${profile.divisionCode}" }]`;
  return `query ($first: Int, $after: Cursor, $status: [SuggestionStatus!]) { _entities(${keys}) { ... on ${parentTypes[profile.name]} {
    suggestions(first: $first, after: $after, status: $status) { ${selection} } } } }`;
}
const parentTypes: Record<LevelName, string> = { city: 'City', district: 'District', township: 'Township' };

describe.each(levels)('at the %s level', (name) => {
  let level: TestLevel;
  const published: string[] = [];
  beforeAll(async () => {
    level = await startTestLevel(name);
    for (let count = 0; count < 7; count += 1) published.push((await caseIn(level, 'SUBMITTED')).id);
    await draft(level);
  });
  afterAll(() => level[Symbol.asyncDispose]());

  const list = async (variables: Record<string, unknown>, as?: Sender) => {
    const answer = await level.run(
      listQuery(
        level,
        'totalCount nodes { id status } edges { cursor node { id } } pageInfo { hasNextPage hasPreviousPage startCursor endCursor }',
      ),
      { variables, as },
    );
    return { answer, page: answer.data?._entities?.[0]?.suggestions };
  };

  test('a list hides drafts from everybody but their signers and the system, in its count as in its rows', async () => {
    const { deputy, stranger, clerk, system } = peopleOf(level.profile);
    for (const as of [undefined, stranger, clerk]) {
      const { page } = await list({}, as);
      expect([page.totalCount, page.nodes.map((node: { id: string }) => node.id)]).toEqual([7, published]);
      expect((await list({ status: ['DRAFT'] }, as)).page.totalCount).toBe(0);
    }
    for (const as of [deputy, system]) {
      expect((await list({}, as)).page.totalCount).toBe(8);
      expect((await list({ status: ['DRAFT'] }, as)).page.nodes).toHaveLength(1);
    }
  });

  test.each([1, 2, 3, 7, 8, 500])('pages of %i give every row once, in order', async (first) => {
    const seen: string[] = [];
    let after: string | null = null;
    for (let pages = 0; pages < 20; pages += 1) {
      const { page } = await list({ first, after });
      seen.push(...page.nodes.map((node: { id: string }) => node.id));
      expect(page.edges.map((edge: { node: { id: string } }) => edge.node.id)).toEqual(
        page.nodes.map((node: { id: string }) => node.id),
      );
      expect(page.pageInfo.hasPreviousPage).toBe(pages > 0);
      expect(page.pageInfo.endCursor).toBe(page.edges.at(-1)?.cursor ?? null);
      if (!page.pageInfo.hasNextPage) break;
      after = page.pageInfo.endCursor;
    }
    expect(seen).toEqual(published);
  });

  test('a page of none counts and has a next page', async () => {
    const { page } = await list({ first: 0 });
    expect(page).toMatchObject({ totalCount: 7, nodes: [], pageInfo: { hasNextPage: true, endCursor: null } });
  });

  test.each([-1, 501, 100_000, -2_147_483_648])('a page of %i is refused', async (first) => {
    expect(codeOf((await list({ first })).answer)).toBe('PAGE_SIZE_INVALID');
  });

  test('a cursor of another field, a changed one and a made-up one are refused', async () => {
    const { page } = await list({ first: 1 });
    const cursor = page.pageInfo.endCursor as string;
    const read = await readCase(
      level,
      published[0] ?? '',
      'timeline(first: 1) { nodes { cursor } pageInfo { endCursor } }',
    );
    for (const after of [
      read.timeline.pageInfo.endCursor,
      read.timeline.nodes[0].cursor,
      `${cursor.slice(0, -1)}${cursor.endsWith('A') ? 'B' : 'A'}`,
      `${cursor}=`,
      ` ${cursor}`,
      'x',
      '𠮷',
      '\u0000',
      'A'.repeat(100_000),
    ]) {
      expect(codeOf((await list({ after })).answer)).toBe('CURSOR_INVALID');
    }
    expect((await list({ first: 1, after: cursor })).page.nodes).toEqual([{ id: published[1], status: 'SUBMITTED' }]);
  });

  test('the gateway reads many cases by key: in its order, null where there is none or none to be seen', async () => {
    const { type, divisionCode } = level.profile;
    const hidden = (await draft(level)).id;
    const ids = [published[3], `${divisionCode}-SG-2026-999999`, published[0], hidden, 'nonsense', '', published[3]];
    const answer = await level.run(
      `query ($keys: [_Any!]!) { _entities(representations: $keys) { __typename ... on ${type} { id } } }`,
      { variables: { keys: ids.map((id) => ({ __typename: type, id })) } },
    );
    expect(answer.errors).toEqual([]);
    expect(answer.data._entities.map((entity: { id: string } | null) => entity?.id ?? null)).toEqual([
      published[3],
      null,
      published[0],
      null,
      null,
      null,
      published[3],
    ]);
  });

  test('the number of statements does not grow with the rows', async () => {
    const nested = `totalCount nodes { id proposers { isLead deputy { id } } assignments { organ } replies { text } evaluations { process }
      timeline(first: 3) { totalCount nodes { act } } ${{ city: 'city { name districts { name } }', district: 'district { townships { totalCount nodes { name stations { nodes { name } } } } }', township: 'township { communities { nodes { name homes { totalCount nodes { name } } } } }' }[name]} }`;
    const statements = async (first: number): Promise<string[]> =>
      level.service.database.sql.record(async () => {
        const answer = await level.run(listQuery(level, nested), { variables: { first } });
        expect(answer.errors).toEqual([]);
        expect(answer.data._entities[0].suggestions.nodes).toHaveLength(Math.min(first, 7));
      });
    const few = await statements(1);
    const many = await statements(7);
    expect(many).toHaveLength(few.length);
    expect(few.length).toBeLessThanOrEqual(13);
  });

  test('SQL in a text is a text: the tables are all there', async () => {
    await draft(level, { title: "'; DROP TABLE suggestion; --", content: '"; DELETE FROM event; --' });
    expect((await list({})).page.totalCount).toBe(7);
  });

  test('an error of the server is masked behind a reference', async () => {
    await using broken = await startTestLevel(name);
    await broken.service.database.fork().execute('drop table suggestion_proposer');
    const answer = await broken.run(listQuery(broken, 'nodes { proposers { isLead } }'));
    expect(answer.errors).toEqual([]);
    const item = await broken.run(
      `mutation { submit${level.profile.type}(id: "${published[0]}", expectedVersion: 1) { id } }`,
      { as: peopleOf(level.profile).deputy },
    );
    expect(codeOf(item)).toBe('SUGGESTION_NOT_FOUND');
    const drafted = await broken.run(
      `mutation { draft${level.profile.type}(divisionCode: "${level.profile.divisionCode}", input: { title: "x", content: "y" }) { id } }`,
      { as: peopleOf(level.profile).deputy },
    );
    expect(codeOf(drafted)).toBe('INTERNAL');
    expect(JSON.stringify(drafted.errors)).not.toMatch(/suggestion_proposer|insert|sqlite|\.ts/i);
  });
});

describe('the city', () => {
  test('gives its districts, its centre and its deputies', async () => {
    await using level = await startTestLevel('city');
    const { data, errors } =
      await level.run(`{ city(code: "230100") { name center { name openedOn } districts { code name kind } }
      district(code: "230183") { name kind } deputy(id: "230100-D000001") { name levels electoralUnit { name } synthetic }
      deputies(first: 5) { totalCount nodes { id } pageInfo { hasNextPage endCursor } } }`);
    expect(errors).toEqual([]);
    expect(data.city).toMatchObject({ name: '哈尔滨市', center: { openedOn: '2021-08-01' } });
    expect(data.city.districts).toHaveLength(18);
    expect(data.city.districts[0]).toEqual({ code: '230102', name: '道里区', kind: 'DISTRICT' });
    expect(data.district).toEqual({ name: '尚志市', kind: 'COUNTY_LEVEL_CITY' });
    expect(data.deputy).toEqual({
      name: '代表1',
      levels: ['CITY'],
      electoralUnit: { name: '道里区' },
      synthetic: true,
    });
    expect(data.deputies).toMatchObject({ totalCount: 12, pageInfo: { hasNextPage: true } });
    const rest = await level.run(
      `{ deputies(first: 50, after: "${data.deputies.pageInfo.endCursor}") { nodes { id } } }`,
    );
    expect([...data.deputies.nodes, ...rest.data.deputies.nodes].map(({ id }: { id: string }) => id)).toEqual(
      sample.deputies.map(({ id }) => id),
    );
  });

  test('finds deputies by how their name begins, by level and by unit', async () => {
    await using level = await startTestLevel('city');
    const found = async (filter: string): Promise<string[]> => {
      const { data, errors } = await level.run(`query { deputies(filter: ${filter}) { totalCount nodes { name } } }`);
      expect(errors).toEqual([]);
      expect(data.deputies.totalCount).toBe(data.deputies.nodes.length);
      return data.deputies.nodes.map(({ name }: { name: string }) => name);
    };
    expect(await found('{ name: "代表1" }')).toEqual(['代表1', '代表10', '代表11', '代表12']);
    expect(await found('{ electoralUnit: "230102", name: "代表1" }')).toEqual(['代表1', '代表11']);
    expect(await found('{ level: PROVINCIAL }')).toEqual([]);
    expect(await found('{ level: CITY }')).toHaveLength(12);
    expect(await found('{ name: "%" }')).toEqual([]);
    expect(await found('{ name: "\' or 1=1 --" }')).toEqual([]);
    expect(await found('{ name: "" }')).toHaveLength(12);
    const odd = await level.run('query ($name: String) { deputies(filter: { name: $name }) { totalCount } }', {
      variables: { name: '\ud800' },
    });
    expect([odd.errors, odd.data]).toEqual([[], { deputies: { totalCount: 0 } }]);
  });

  test.each([
    ['{ city(code: "230200") { name } }', 'DIVISION_NOT_FOUND'],
    ['{ district(code: "230199") { name } }', 'DIVISION_NOT_FOUND'],
    ['{ district(code: "23010") { name } }', 'DIVISION_CODE_INVALID'],
    ['{ district(code: 230102) { name } }', 'DIVISION_CODE_INVALID'],
    ['{ deputy(id: "230100-D999999") { name } }', 'DEPUTY_NOT_FOUND'],
    ['{ deputy(id: "230100-D1") { name } }', 'ID_INVALID'],
    ['{ deputies(first: 501) { totalCount } }', 'PAGE_SIZE_INVALID'],
    ['{ deputies(first: -1) { totalCount } }', 'PAGE_SIZE_INVALID'],
    ['{ deputies(after: "x") { totalCount } }', 'CURSOR_INVALID'],
    ['{ nothing }', 'GRAPHQL_VALIDATION_FAILED'],
    ['{', 'GRAPHQL_PARSE_FAILED'],
  ])('answers %s with %s', async (query, code) => {
    await using level = await startTestLevel('city');
    expect(codeOf(await level.run(query))).toBe(code);
  });
});

describe('a district', () => {
  test('gives towns and stations by key, from either side', async () => {
    await using level = await startTestLevel('district');
    const { data, errors } =
      await level.run(`{ station(id: "230102101-S1") { name openedOn synthetic township { name hasCongress } district { code } }
      street: township(code: "230102001") { name kind hasCongress stations { totalCount } }
      _entities(representations: [{ __typename: "District", code: "230102" }, { __typename: "District", code: "999999" }, { __typename: "Station", id: "230102001-S99" }, { __typename: "Township", code: "nonsense" }]) {
        ... on District { townships(first: 2) { totalCount nodes { name } } stations { totalCount nodes { id } } } } }`);
    expect(errors).toEqual([]);
    expect(data.station).toMatchObject({
      township: { name: '太平镇', hasCongress: true },
      district: { code: '230102' },
    });
    expect(data.street).toMatchObject({ name: '兆麟街道', kind: 'STREET', hasCongress: false });
    expect(data._entities[0].townships).toEqual({
      totalCount: 5,
      nodes: [{ name: '兆麟街道' }, { name: '新阳路街道' }],
    });
    expect(data._entities[0].stations.nodes.map(({ id }: { id: string }) => id)).toEqual(
      sampleStations
        .filter(({ districtCode }) => districtCode === '230102')
        .map(({ id }) => id)
        .sort(),
    );
    expect(data._entities.slice(1)).toEqual([
      { townships: { totalCount: 0, nodes: [] }, stations: { totalCount: 0, nodes: [] } },
      null,
      null,
    ]);
  });

  test('a station that does not exist is answered with those that do', async () => {
    await using level = await startTestLevel('district');
    const answer = await level.run('{ station(id: "230102001-S9") { name } }');
    expect(codeOf(answer)).toBe('STATION_NOT_FOUND');
    expect(answer.errors[0]?.message).toContain('230102001-S1 兆麟街道人大代表联络站1');
    expect(codeOf(await level.run('{ station(id: "230102-S1") { name } }'))).toBe('STATION_NOT_FOUND');
    for (const id of ['abc', '230102001', '230102001-S0', '230102001-S01', '1'.repeat(40), '230100-S1']) {
      expect([id, codeOf(await level.run(`{ station(id: "${id}") { name } }`))]).toEqual([id, 'ID_INVALID']);
    }
    expect(codeOf(await level.run('{ township(code: "230102999") { name } }'))).toBe('DIVISION_NOT_FOUND');
  });
});

describe('a township', () => {
  test('gives communities and homes, of a station too', async () => {
    await using level = await startTestLevel('township');
    const [home] = sampleHomes;
    const { data, errors } =
      await level.run(`{ home(id: "${home?.id}") { name synthetic community { code township { code } } station { id } }
      community(code: "${home?.communityCode}") { name kind homes { nodes { id } } }
      _entities(representations: [{ __typename: "Station", id: "${home?.stationId}" }, { __typename: "Home", id: "x" }, { __typename: "Community", code: "230102001999" }]) { ... on Station { homes { totalCount } } } }`);
    expect(errors).toEqual([]);
    expect(data.home).toMatchObject({
      community: { code: home?.communityCode, township: { code: home?.townshipCode } },
      station: { id: home?.stationId },
    });
    expect(data.community.homes.nodes).toEqual([{ id: home?.id }]);
    expect(data._entities).toEqual([
      { homes: { totalCount: sampleHomes.filter(({ stationId }) => stationId === home?.stationId).length } },
      null,
      null,
    ]);
    for (const [query, code] of [
      ['{ home(id: "230102001001-H9") { name } }', 'HOME_NOT_FOUND'],
      ['{ home(id: "230102001-H1") { name } }', 'ID_INVALID'],
      ['{ community(code: "230102001999") { name } }', 'DIVISION_NOT_FOUND'],
      ['{ community(code: "x") { name } }', 'DIVISION_CODE_INVALID'],
    ] as const) {
      expect(codeOf(await level.run(query))).toBe(code);
    }
  });

  test('answers forty thousand keys in one request', async () => {
    await using level = await startTestLevel('township');
    const keys = Array.from({ length: 40_000 }, (_, index) => ({
      __typename: 'Community',
      code: `2301${String(index).padStart(8, '0')}`,
    }));
    keys.push({ __typename: 'Community', code: sampleHomes[0]?.communityCode ?? '' });
    const answer = await level.run(
      'query ($keys: [_Any!]!) { _entities(representations: $keys) { ... on Community { code } } }',
      { variables: { keys } },
    );
    expect(answer.errors).toEqual([]);
    expect(answer.data._entities.filter(Boolean)).toEqual([{ code: sampleHomes[0]?.communityCode }]);
  });
});

test('a case that moves on is listed by its new state at once', async () => {
  await using level = await startTestLevel('city');
  const item = await caseIn(level, 'SUBMITTED');
  const count = async (status: string) =>
    (await level.run(listQuery(level, 'totalCount'), { variables: { status: [status] } })).data._entities[0].suggestions
      .totalCount;
  expect([await count('SUBMITTED'), await count('REVIEWING')]).toEqual([1, 0]);
  await act(level, 'review', item);
  expect([await count('SUBMITTED'), await count('REVIEWING')]).toEqual([0, 1]);
});
