import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { cityCase, deputy, districtCase, townshipCase } from './case-ids.ts';
import { startTestNetwork, type Stubs, type TestNetwork } from './network-harness.ts';

let now = new Date('2026-06-15T04:00:00.000Z');

const submittedAt = '2026-02-01T00:00:00.000Z';

function seed({ city, district, township }: Stubs): void {
  city.draft(cityCase(1), [deputy(1)]);
  city.draft(cityCase(2), [deputy(1)]);
  city.act(cityCase(2), {
    act: 'evaluate',
    to: 'EVALUATED',
    facts: { submittedAt, category: 'A', process: { SATISFIED: 2 }, result: { SATISFIED: 1, UNSATISFIED: 1 } },
  });
  city.draft(cityCase(3), [deputy(1)]);
  city.act(cityCase(3), {
    act: 'close',
    to: 'CLOSED',
    facts: { submittedAt, category: 'B', process: { BASICALLY_SATISFIED: 1 }, result: { SATISFIED: 1 } },
  });
  district.draft(districtCase(1), [deputy(1)]);
  district.act(districtCase(1), { act: 'reply', to: 'REPLIED', facts: { submittedAt, category: 'C' } });
  district.draft(districtCase(2), [deputy(1)]);
  district.act(districtCase(2), {
    act: 'handle',
    to: 'HANDLING',
    // One organ of two has answered: no answer stands yet.
    facts: { submittedAt, dueOn: '2026-06-15', category: null },
  });
  district.draft(districtCase(1, '230103'), [deputy(1)]);
  district.act(districtCase(1, '230103'), {
    act: 'reply',
    to: 'REPLIED',
    facts: { submittedAt: '2025-03-01T00:00:00.000Z', category: 'A', dueOn: '2025-06-01' },
  });
  township.draft(townshipCase(1), [deputy(1)]);
  township.act(townshipCase(1), {
    act: 'withdraw',
    to: 'WITHDRAWN',
    facts: { submittedAt, category: null, dueOn: '2026-01-01' },
  });
}

let network: TestNetwork;
beforeAll(async () => {
  network = await startTestNetwork({ seed, clock: () => now });
  await network.service.caughtUp();
});
afterAll(async () => {
  await network[Symbol.asyncDispose]();
});

const fields = `total overdue replied byStatus { status count }
  implementationRate { ...R } implementationOrPlannedRate { ...R }
  processSatisfactionRate { ...R } resultSatisfactionRate { ...R }`;

async function statistics(representations: object[], year?: number) {
  const { data, errors } = await network.run(
    `query ($representations: [_Any!]!, $year: Int) { _entities(representations: $representations) {
      ... on City { statistics(year: $year) { ${fields} } }
      ... on District { statistics(year: $year) { ${fields} } }
      ... on Township { statistics(year: $year) { ${fields} } } } }
    fragment R on Rate { numerator denominator value formula }`,
    { variables: { representations, ...(year && { year }) } },
  );
  expect(errors).toEqual([]);
  return data._entities.map((entity: { statistics: object }) => entity.statistics);
}

const city = { __typename: 'City', code: '230100' };
const district = (code: string) => ({ __typename: 'District', code });

describe('statistics', () => {
  test('of the city are over all levels and all divisions, without drafts', async () => {
    const [all] = await statistics([city]);
    expect(all).toMatchObject({
      total: 6,
      overdue: 0,
      replied: 4,
      implementationRate: { numerator: 2, denominator: 4, value: 0.5 },
      implementationOrPlannedRate: { numerator: 3, denominator: 4, value: 0.75 },
      processSatisfactionRate: { numerator: 2, denominator: 3, value: 2 / 3 },
      resultSatisfactionRate: { numerator: 2, denominator: 3 },
    });
    expect(all.byStatus.filter(({ count }: { count: number }) => count > 0)).toEqual([
      { status: 'HANDLING', count: 1 },
      { status: 'REPLIED', count: 2 },
      { status: 'EVALUATED', count: 1 },
      { status: 'CLOSED', count: 1 },
      { status: 'WITHDRAWN', count: 1 },
    ]);
    expect(all.byStatus.map(({ status }: { status: string }) => status)).not.toContain('DRAFT');
  });

  test('say how each rate is computed, in both languages', async () => {
    const [{ implementationRate, implementationOrPlannedRate, resultSatisfactionRate }] = await statistics([city]);
    expect(implementationRate.formula).toMatch(/A ÷ N.*已答复/);
    expect(implementationOrPlannedRate.formula).toMatch(/\(A \+ B\) ÷ N.*已答复/);
    expect(resultSatisfactionRate.formula).toMatch(/answers that stand.*满意/);
  });

  test('of a district take in its townships; of a street or town they are its own', async () => {
    const [daoli, nangang, town, street] = await statistics([
      district('230102'),
      district('230103'),
      { __typename: 'Township', code: '230102101' },
      { __typename: 'Township', code: '230102001' },
    ]);
    expect(daoli).toMatchObject({
      total: 3,
      replied: 1,
      implementationRate: { numerator: 0, denominator: 1, value: 0 },
    });
    expect(nangang).toMatchObject({ total: 1, replied: 1, implementationRate: { value: 1 } });
    expect(town).toMatchObject({ total: 1, replied: 0, implementationRate: { denominator: 0, value: null } });
    expect(street).toMatchObject({ total: 0, overdue: 0, processSatisfactionRate: { value: null } });
  });

  test('of a year take in what was submitted in it', async () => {
    expect((await statistics([city], 2026))[0]).toMatchObject({ total: 5, replied: 3 });
    expect((await statistics([city], 2025))[0]).toMatchObject({ total: 1, replied: 1 });
    expect((await statistics([city], 2020))[0]).toMatchObject({ total: 0 });
  });

  test('a case becomes overdue when its day is over in Beijing, without an event', async () => {
    now = new Date('2026-06-15T15:59:59.000Z');
    expect((await statistics([city]))[0].overdue).toBe(0);
    now = new Date('2026-06-15T16:00:00.000Z');
    expect((await statistics([city]))[0].overdue).toBe(1);
  });

  test('of all districts of the city cost no more statements than those of one', async () => {
    const districts = [2, 3, 4, 8, 9, 10, 11, 12, 13, 23, 24, 25, 26, 27, 28, 29, 83, 84].map((number) =>
      district(`2301${String(number).padStart(2, '0')}`),
    );
    let found: { total: number }[] = [];
    const statements = await network.service.database.sql.record(async () => {
      found = await statistics(districts);
    });
    // One for all cases, one for those that are open, one for those that were overturned.
    expect(statements).toHaveLength(3);
    expect(found).toHaveLength(18);
    expect(found.map(({ total }) => total).filter(Boolean)).toEqual([3, 1]);
  });
});
