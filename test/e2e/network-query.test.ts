import { readFile } from 'node:fs/promises';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { buildClientSchema, getIntrospectionQuery, parse, printSchema, validate, type GraphQLSchema } from 'graphql';
import { caseOf, sendGraphAct, sendGraphDraft, systemSender, takeLiveCursor } from '../support/whole-graph.acts.ts';
import { recordSql, recordSubgraphCalls } from '../support/whole-graph.calls.ts';
import { engines, startWholeGraph, type Engine, type WholeGraph } from '../support/whole-graph.ts';
import { divisionCounts, stationTotal, type DivisionCounts } from './division-counts.fixture.ts';

const operations = {
  'district-detail': await readOperation('district-detail'),
  'network-overview': await readOperation('network-overview'),
  'suggestion-board': await readOperation('suggestion-board'),
  'suggestion-live': await readOperation('suggestion-live'),
} as const;

const queries = [
  ['district-detail', { district: '230103', year: 2025 }],
  ['network-overview', { city: '230100' }],
  ['suggestion-board', { filter: { divisionCode: '230100' }, orderBy: 'UPDATED_AT_DESC', first: 200 }],
] as const;

const allDivisions = `query AllDivisions($city: DivisionCode!) { city(code: $city) {
  code name
  center { code name }
  districts { code name kind
    townships(first: 500) { totalCount nodes { code name kind
      stations(first: 500) { totalCount nodes { id name } }
      communities(first: 500) { totalCount nodes { code name kind } }
    } }
  }
} }`;

const deputies = `query Deputies($filter: SuggestionFilter) { suggestions(filter: $filter, first: 500) { nodes {
  id level proposers { deputy { id name } } evaluations { deputy { id name } }
} } }`;

interface Place {
  readonly code: string;
  readonly name: string;
  readonly kind: string;
}

interface List<Node> {
  readonly totalCount: number;
  readonly nodes: readonly Node[];
}

interface TownshipPlace extends Place {
  readonly stations: List<{ id: string; name: string }>;
  readonly communities: List<Place>;
}

interface DistrictPlace extends Place {
  readonly townships: List<TownshipPlace>;
}

let graph: WholeGraph;
beforeAll(async () => {
  graph = await startWholeGraph();
}, 60_000);
afterAll(async () => graph[Symbol.asyncDispose]());

describe.each(engines)('with the engine %s', (engine) => {
  const run = async (text: string, variables: Record<string, unknown>) => {
    const answer = await graph.query(text, { variables, engine });
    expect(answer.errors).toEqual([]);
    return answer.data;
  };

  test('one query tells of the centre and of every division, station and community with code and name', async () => {
    const { city } = await run(allDivisions, { city: '230100' });
    expect([city.code, city.name]).toEqual(['230100', '哈尔滨市']);
    expect(city.center).toEqual({ code: '230100', name: expect.stringContaining('履职服务中心') });

    const districts: DistrictPlace[] = city.districts;
    expect(districts.map(countsOf)).toEqual(divisionCounts);
    const townships = districts.flatMap((district) => district.townships.nodes);
    const communities = townships.flatMap((township) => township.communities.nodes);
    const stations = townships.flatMap((township) => township.stations.nodes);
    expect([districts, townships, stations, communities].map(({ length }) => length)).toEqual([18, 328, 325, 3158]);

    expect(new Set([...districts, ...townships, ...communities].map(({ code }) => code)).size).toBe(18 + 328 + 3158);
    expect(new Set(stations.map(({ id }) => id)).size).toBe(stationTotal);
    for (const { name } of [...districts, ...townships, ...communities, ...stations])
      expect(name).toMatch(/\p{Script=Han}/u);
    for (const { code, townships: list } of districts) {
      expect(list.totalCount).toBe(list.nodes.length);
      for (const township of list.nodes) {
        expect(township.code).toMatch(new RegExp(`^${code}\\d{3}$`));
        expect(township.communities.totalCount).toBe(township.communities.nodes.length);
        expect(township.communities.nodes.every((place) => place.code.startsWith(township.code))).toBe(true);
        expect(township.stations.nodes.every(({ id }) => id.startsWith(`${township.code}-S`))).toBe(true);
      }
    }
  });

  test('network-overview gives every district, station and home with its community, in at most four calls', async () => {
    const variables = { city: '230100' };
    // eslint-disable-next-line @typescript-eslint/no-explicit-any -- JSON of any shape
    let city: any;
    const calls = await recordSubgraphCalls(graph, async () => {
      ({ city } = await run(operations['network-overview'], variables));
    });
    expect(calls.length).toBeLessThanOrEqual(4);

    const stations = city.districts.flatMap((district: { stations: List<unknown> }) => district.stations.nodes);
    const homes = stations.flatMap((station: { homes: List<unknown> }) => station.homes.nodes);
    const withoutStation = await communitiesWithoutStation(engine);
    expect([city.districts.length, stations.length]).toEqual([18, stationTotal]);
    expect(withoutStation.size).toBeGreaterThan(0);
    expect(homes).toHaveLength(3158 - withoutStation.size);
    const named = await communityNames(engine);
    for (const { id, community } of homes) {
      expect(withoutStation.has(community.code)).toBe(false);
      expect(id.startsWith(`${community.code}-H`)).toBe(true);
      expect(community.name).toBe(named.get(community.code));
    }
  });

  test('each named operation fits the API that the gateway serves', async () => {
    const schema = await servedSchema(engine);
    for (const text of Object.values(operations)) expect(validate(schema, parse(text))).toEqual([]);
  });

  test('the deputies behind signatures and grades are named at every level', async () => {
    const { suggestions } = await run(deputies, { filter: { status: ['EVALUATED', 'CLOSED'] } });
    const levels: string[] = suggestions.nodes.map(({ level }: { level: string }) => level);
    expect([...new Set(levels)].sort()).toEqual(['CITY', 'DISTRICT', 'TOWNSHIP']);
    for (const { proposers, evaluations } of suggestions.nodes) {
      expect(evaluations.length).toBeGreaterThan(0);
      for (const { deputy } of [...proposers, ...evaluations]) expect(deputy.name).toMatch(/\p{Script=Han}/u);
    }
  });

  test('suggestion-live brings what is done, with what the levels know of it', async () => {
    const after = await takeLiveCursor(graph);
    const stationId = '230102001-S1';
    const draft = caseOf(await sendGraphDraft(graph.query, 'district', { title: '关于站点的建议', stationId, engine }));
    await sendGraphAct(graph.query, { level: 'district', act: 'submit' }, { ...draft, engine });
    await using client = await graph.connect({ as: systemSender, engine });
    const filter = { suggestionId: draft.id };
    const results = await client.take(2, operations['suggestion-live'], { after, filter });
    expect(results.map(({ errors }) => errors)).toEqual([undefined, undefined]);
    expect(results.map(({ data }) => data?.['suggestionStatusChanged'])).toMatchObject([
      { act: 'draft', from: null, to: 'DRAFT', level: 'DISTRICT', divisionCode: '230102', actorRole: 'DEPUTY' },
      {
        act: 'submit',
        from: 'DRAFT',
        to: 'SUBMITTED',
        suggestion: {
          id: draft.id,
          title: '关于站点的建议',
          status: 'SUBMITTED',
          station: { id: stationId, name: expect.stringContaining('联络站') },
        },
      },
    ]);
  });
});

describe('both engines', () => {
  test('serve the same API', async () => {
    const [apollo, liaison] = await Promise.all(engines.map(servedSchema));
    expect(printSchema(liaison!)).toBe(printSchema(apollo!));
  });

  test.each([...queries, ['all divisions', { city: '230100' }] as const])(
    'give one answer to %s',
    async (name, variables) => {
      const text = name === 'all divisions' ? allDivisions : operations[name];
      const [apollo, liaison] = await Promise.all(engines.map((engine) => graph.query(text, { variables, engine })));
      expect(JSON.stringify(liaison!.data)).toBe(JSON.stringify(apollo!.data));
      expect(liaison!.errors).toEqual(apollo!.errors);
    },
  );
});

test('the number of SQL statements does not depend on the number of rows', async () => {
  await using small = await startWholeGraph({ districts: ['230102'] });
  const detail = [operations['district-detail'], { district: '230102' }] as const;
  const overview = [operations['network-overview'], { city: '230100' }] as const;
  const board = (first: number) => [operations['suggestion-board'], { first, orderBy: 'SUBMITTED_AT_DESC' }] as const;
  const count = (of: WholeGraph, [text, variables]: readonly [string, Record<string, unknown>], engine: Engine) =>
    recordSql(of, async () => {
      expect((await of.query(text, { variables, engine })).errors).toEqual([]);
    }).then((statements) => statements.map(withoutValues).sort());
  for (const engine of engines) {
    for (const operation of [overview, detail]) {
      const inSmall = await count(small, operation, engine);
      expect(inSmall.length).toBeGreaterThan(0);
      expect(await count(graph, operation, engine)).toEqual(inSmall);
    }
    expect(await count(graph, board(500), engine)).toEqual(await count(graph, board(200), engine));
  }
}, 60_000);

function countsOf({ code, name, townships }: DistrictPlace): DivisionCounts {
  const of = (...kinds: string[]): number => townships.nodes.filter(({ kind }) => kinds.includes(kind)).length;
  return {
    code,
    name,
    streets: of('STREET'),
    towns: of('TOWN'),
    townships: of('TOWNSHIP'),
    ethnicTownships: of('ETHNIC_TOWNSHIP'),
    quasiUnits: of('QUASI'),
    communities: townships.nodes.reduce((sum, { communities }) => sum + communities.nodes.length, 0),
  };
}

const townships = new Map<Engine, Promise<TownshipPlace[]>>();

function townshipsOf(engine: Engine): Promise<TownshipPlace[]> {
  const known = townships.get(engine) ?? readTownships(engine);
  townships.set(engine, known);
  return known;
}

async function readTownships(engine: Engine): Promise<TownshipPlace[]> {
  const { data } = await graph.query(allDivisions, { variables: { city: '230100' }, engine });
  return data.city.districts.flatMap((district: DistrictPlace) => district.townships.nodes);
}

async function communitiesWithoutStation(engine: Engine): Promise<Set<string>> {
  const without = (await townshipsOf(engine)).filter(({ stations }) => stations.nodes.length === 0);
  expect(without).toHaveLength(328 - stationTotal);
  return new Set(without.flatMap(({ communities }) => communities.nodes.map(({ code }) => code)));
}

async function communityNames(engine: Engine): Promise<Map<string, string>> {
  const places = (await townshipsOf(engine)).flatMap(({ communities }) => communities.nodes);
  return new Map(places.map(({ code, name }) => [code, name]));
}

async function servedSchema(engine: Engine): Promise<GraphQLSchema> {
  return buildClientSchema((await graph.query(getIntrospectionQuery(), { engine })).data);
}

function readOperation(name: string): Promise<string> {
  return readFile(new URL(`../../schema/operations/${name}.graphql`, import.meta.url), 'utf8');
}

function withoutValues(statement: string): string {
  return statement.replaceAll(/ in \([^()]*\)/g, ' in (…)').replaceAll(/limit \d+/g, 'limit …');
}
