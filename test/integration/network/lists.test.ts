import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { Sender } from '../../support/level-harness.ts';
import { cityCase, deputy, districtCase, townshipCase, upTo } from './case-ids.ts';
import { startTestNetwork, type Stubs, type TestNetwork } from './network-harness.ts';

const today = new Date('2026-06-15T04:00:00.000Z');

const lead: Sender = { role: 'deputy', divisionCode: '230100', deputyId: deputy(1) };
const stranger: Sender = { role: 'deputy', divisionCode: '230100', deputyId: deputy(9) };

/** Ten cases at three levels, each with something of its own. */
function seed({ city, district, township }: Stubs): void {
  city.draft(cityCase(1), [deputy(1), deputy(2)], { topic: '交通' });
  city.draft(cityCase(2), [deputy(2)], { topic: '交通', synthetic: true });
  city.act(cityCase(2), { act: 'submit', to: 'SUBMITTED', facts: { submittedAt: '2026-03-01T00:00:00.000Z' } });
  city.draft(cityCase(3), [deputy(3)], { topic: '环保', keySupervision: true });
  city.act(cityCase(3), {
    act: 'assign',
    to: 'ASSIGNED',
    facts: { submittedAt: '2026-02-01T00:00:00.000Z', dueOn: '2026-06-14', organs: ['市交通局', '市城管局'] },
  });
  city.act(cityCase(3), { act: 'assign', to: 'ASSIGNED', facts: { organs: ['市城管局'] } });
  district.draft(districtCase(1), [deputy(3)], { originId: '230102001-S1' });
  district.act(districtCase(1), {
    act: 'handle',
    to: 'HANDLING',
    facts: { submittedAt: '2026-02-01T00:00:00.000Z', dueOn: '2026-06-15' },
  });
  district.draft(districtCase(2), [deputy(4)]);
  district.act(districtCase(2), {
    act: 'receive',
    to: 'RECEIVED',
    facts: { submittedAt: '2025-12-31T16:00:00.000Z', dueOn: '2026-07-01' },
  });
  district.draft(districtCase(1, '230103'), [deputy(4)]);
  district.act(districtCase(1, '230103'), {
    act: 'reply',
    to: 'REPLIED',
    facts: { submittedAt: '2025-12-31T15:59:59.000Z', dueOn: '2026-01-01' },
  });
  township.draft(townshipCase(1), [deputy(5)], { originId: '230102101001-H1' });
  township.act(townshipCase(1), {
    act: 'submit',
    to: 'SUBMITTED',
    facts: { submittedAt: '2026-05-01T00:00:00.000Z' },
    at: '2026-06-01T00:00:00.000Z',
  });
  township.draft(townshipCase(1, '230103101'), [deputy(5)]);
  township.act(townshipCase(1, '230103101'), {
    act: 'submit',
    to: 'SUBMITTED',
    facts: { submittedAt: '2026-05-01T00:00:00.000Z' },
  });
}

let network: TestNetwork;
beforeAll(async () => {
  network = await startTestNetwork({ seed, clock: () => today });
  await network.service.caughtUp();
});
afterAll(async () => {
  await network[Symbol.asyncDispose]();
});

const listQuery = `query ($filter: SuggestionFilter, $orderBy: SuggestionOrder, $first: Int, $after: Cursor) {
  suggestions(filter: $filter, orderBy: $orderBy, first: $first, after: $after) {
    totalCount pageInfo { hasNextPage endCursor } nodes { __typename id } } }`;

async function ids(filter: object, as?: Sender): Promise<string[]> {
  const { data, errors } = await network.run(listQuery, { variables: { filter }, as });
  expect(errors).toEqual([]);
  const { nodes, totalCount } = data.suggestions;
  expect(totalCount).toBe(nodes.length);
  return nodes.map(({ id }: { id: string }) => id);
}

/** All pages of a size, one after the other. */
async function pages(orderBy: string, first: number, as?: Sender): Promise<string[]> {
  const found: string[] = [];
  let after: string | null = null;
  do {
    const variables: Record<string, unknown> = { orderBy, first, after };
    const { data, errors } = await network.run(listQuery, { variables, as });
    expect(errors).toEqual([]);
    const { nodes, pageInfo } = data.suggestions;
    found.push(...nodes.map(({ id }: { id: string }) => id));
    after = pageInfo.hasNextPage ? pageInfo.endCursor : null;
  } while (after);
  return found;
}

const publicCases = [
  cityCase(2),
  cityCase(3),
  districtCase(1),
  districtCase(2),
  townshipCase(1),
  districtCase(1, '230103'),
  townshipCase(1, '230103101'),
].sort();

describe('filters', () => {
  test('without one, all levels are listed by id, each with its type', async () => {
    const { data } = await network.run(listQuery);
    expect(data.suggestions.nodes.map(({ id }: { id: string }) => id)).toEqual(publicCases);
    expect(data.suggestions.nodes).toContainEqual({ __typename: 'CitySuggestion', id: cityCase(2) });
    expect(data.suggestions.nodes).toContainEqual({ __typename: 'DistrictSuggestion', id: districtCase(1) });
    expect(data.suggestions.nodes).toContainEqual({ __typename: 'TownshipSuggestion', id: townshipCase(1) });
  });

  test.each<[object, string[]]>([
    [{ level: ['CITY', 'TOWNSHIP'], divisionCode: '230102' }, [townshipCase(1)]],
    [{ level: [] }, []],
    [{ divisionCode: '230100' }, publicCases],
    [{ divisionCode: '230102' }, [districtCase(1), districtCase(2), townshipCase(1)]],
    [{ divisionCode: '230102101' }, [townshipCase(1)]],
    [{ divisionCode: '230102101001' }, []],
    [{ divisionCode: '230200' }, []],
    [{ status: ['HANDLING', 'REPLIED'] }, [districtCase(1), districtCase(1, '230103')]],
    [{ topic: '交通' }, [cityCase(2)]],
    [{ stationId: '230102001-S1' }, [districtCase(1)]],
    [{ deputyId: deputy(3) }, [cityCase(3), districtCase(1)]],
    [{ organ: '市城管局' }, [cityCase(3)]],
    [{ organ: '市交通局' }, []],
    [{ dueState: ['OVERDUE'] }, [cityCase(3)]],
    [{ dueState: ['DUE_SOON'] }, [districtCase(1)]],
    [{ dueState: ['ON_TIME', 'STOPPED'] }, [districtCase(2), districtCase(1, '230103')]],
    [{ dueState: [] }, []],
    [{ year: 2025 }, [districtCase(1, '230103')]],
    [{ synthetic: true }, [cityCase(2)]],
    [{ keySupervision: true, synthetic: false }, [cityCase(3)]],
    [{ level: null, status: null, topic: null, year: null }, publicCases],
  ])('%j', async (filter, expected) => {
    expect(await ids(filter)).toEqual([...expected].sort());
  });
});

describe('drafts', () => {
  test('are listed for their signers and for services only, and counted for nobody else', async () => {
    const draft = { status: ['DRAFT'] };
    expect(await ids(draft)).toEqual([]);
    expect(await ids(draft, stranger)).toEqual([]);
    expect(await ids(draft, { role: 'city-clerk', divisionCode: '230100' })).toEqual([]);
    expect(await ids(draft, lead)).toEqual([cityCase(1)]);
    expect(await ids(draft, { role: 'deputy', divisionCode: '230100', deputyId: deputy(2) })).toEqual([cityCase(1)]);
    expect(await ids(draft, { role: 'system', divisionCode: '230100' })).toEqual([cityCase(1)]);
  });

  test('are found one by one by their signers only', async () => {
    const query = `{ suggestion(id: "${cityCase(1)}") { __typename id } }`;
    expect((await network.run(query, { as: lead })).data.suggestion.id).toBe(cityCase(1));
    const { data, errors } = await network.run(query, { as: stranger });
    expect(data).toEqual({ suggestion: null });
    expect(errors[0]!.extensions['code']).toBe('SUGGESTION_NOT_FOUND');
  });

  test('are in the lists of deputies for their signers only', async () => {
    const query = `query ($representations: [_Any!]!) { _entities(representations: $representations) {
      ... on Deputy { suggestions(first: 5) { totalCount nodes { __typename id } } } } }`;
    const variables = { representations: upTo(5).map((number) => ({ __typename: 'Deputy', id: deputy(number) })) };
    const counts = async (as?: Sender): Promise<number[]> => {
      const { data } = await network.run(query, { variables, as });
      return data._entities.map((entity: { suggestions: { totalCount: number } }) => entity.suggestions.totalCount);
    };
    expect(await counts()).toEqual([0, 1, 2, 2, 2]);
    expect(await counts(stranger)).toEqual([0, 1, 2, 2, 2]);
    expect(await counts(lead)).toEqual([1, 2, 2, 2, 2]);
    const { data } = await network.run(query, { variables, as: lead });
    expect(data._entities[0].suggestions.nodes).toEqual([{ __typename: 'CitySuggestion', id: cityCase(1) }]);
    expect(data._entities[4].suggestions.nodes[0]).toEqual({ __typename: 'TownshipSuggestion', id: townshipCase(1) });
  });
});

describe('pages', () => {
  const system: Sender = { role: 'system', divisionCode: '230100' };
  const orders: Record<string, string[]> = {
    ID_ASC: [cityCase(1), ...publicCases],
    SUBMITTED_AT_DESC: [
      townshipCase(1, '230103101'),
      townshipCase(1),
      cityCase(2),
      districtCase(1),
      cityCase(3),
      districtCase(2),
      districtCase(1, '230103'),
      cityCase(1),
    ],
    SUBMITTED_AT_ASC: [
      districtCase(1, '230103'),
      districtCase(2),
      cityCase(3),
      districtCase(1),
      cityCase(2),
      townshipCase(1),
      townshipCase(1, '230103101'),
      cityCase(1),
    ],
    DUE_ON_ASC: [
      districtCase(1, '230103'),
      cityCase(3),
      districtCase(1),
      districtCase(2),
      cityCase(1),
      cityCase(2),
      townshipCase(1),
      townshipCase(1, '230103101'),
    ],
  };

  test.each(Object.keys(orders))('in the order %s, of every size, hold every case once', async (order) => {
    for (const first of [1, 2, 3, 5, 8, 500]) expect(await pages(order, first, system)).toEqual(orders[order]);
  });

  test('by the newest change', async () => {
    const found = await pages('UPDATED_AT_DESC', 3, system);
    expect(found[0]).toBe(townshipCase(1));
    expect([...found].sort()).toEqual([...orders['ID_ASC']!].sort());
  });

  test.each([
    [{ first: 501 }, 'PAGE_SIZE_INVALID'],
    [{ first: -1 }, 'PAGE_SIZE_INVALID'],
    [{ after: 'AAAA' }, 'CURSOR_INVALID'],
    [{ filter: { divisionCode: '12' } }, 'DIVISION_CODE_INVALID'],
  ])('%j is refused as %s', async (variables, code) => {
    expect((await network.run(listQuery, { variables })).errors[0]!.extensions['code']).toBe(code);
  });

  test('a cursor holds in its own order only', async () => {
    const { data } = await network.run(listQuery, { variables: { first: 1, orderBy: 'ID_ASC' } });
    const after = data.suggestions.pageInfo.endCursor as string;
    const other = await network.run(listQuery, { variables: { after, orderBy: 'DUE_ON_ASC' } });
    expect(other.errors[0]!.extensions['code']).toBe('CURSOR_INVALID');
  });

  test('`first: 0` reads no rows, yet tells the count', async () => {
    const { data } = await network.run(listQuery, { variables: { first: 0 } });
    expect(data.suggestions).toMatchObject({ totalCount: 7, nodes: [], pageInfo: { hasNextPage: true } });
  });
});

describe('one suggestion', () => {
  test.each([
    ['230100-SG-2026-999999', 'SUGGESTION_NOT_FOUND'],
    ['nonsense', 'ID_INVALID'],
  ])('%s is answered with null and %s', async (id, code) => {
    const { data, errors } = await network.run('query ($id: ID!) { suggestion(id: $id) { id } }', {
      variables: { id },
    });
    expect(data).toEqual({ suggestion: null });
    expect(errors[0]!.extensions['code']).toBe(code);
  });

  test('its linked cases are looked up, and hidden where they are somebody’s draft', async () => {
    const em = network.service.database.fork();
    const link = 'update suggestion_view set escalated_from_id = ?, escalated_to_id = ? where id = ?';
    await em.execute(link, [townshipCase(1), cityCase(1), districtCase(1)]);
    const query = `query ($representations: [_Any!]!) { _entities(representations: $representations) {
      ... on Suggestion { id escalatedFrom { __typename id } escalatedTo { __typename id } } } }`;
    const variables = {
      representations: [
        { __typename: 'DistrictSuggestion', id: districtCase(1) },
        { __typename: 'CitySuggestion', id: cityCase(3) },
      ],
    };
    const from = { __typename: 'TownshipSuggestion', id: townshipCase(1) };
    const unlinked = { id: cityCase(3), escalatedFrom: null, escalatedTo: null };
    expect((await network.run(query, { variables })).data._entities).toEqual([
      { id: districtCase(1), escalatedFrom: from, escalatedTo: null },
      unlinked,
    ]);
    expect((await network.run(query, { variables, as: lead })).data._entities).toEqual([
      { id: districtCase(1), escalatedFrom: from, escalatedTo: { __typename: 'CitySuggestion', id: cityCase(1) } },
      unlinked,
    ]);
    await em.execute(link, [null, null, districtCase(1)]);
  });
});
