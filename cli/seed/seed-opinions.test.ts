import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { verifyLog } from '../../shared/events/verify-log.ts';
import { OpinionLinkEntity } from '../../shared/suggestion/opinion/opinion-link.entity.ts';
import { ProposerEntity, SuggestionEntity } from '../../shared/suggestion/suggestion.entity.ts';
import { createTestDatabase } from '../../test/support/test-database.ts';
import { opinionStatuses } from '../../subgraphs/township/opinion/opinion-status.ts';
import { OpinionEntity, type OpinionRow } from '../../subgraphs/township/opinion/opinion.entity.ts';
import { seedLevels, type SeedCounts } from './seed-levels.ts';
import { openSeedDatabases, silentLogger, type SeedDatabases } from './seed.fixture.ts';

let seeded: SeedDatabases;
let counts: SeedCounts;
let opinions: OpinionRow[];

beforeAll(async () => {
  seeded = await openSeedDatabases(createTestDatabase);
  const now = new Date('2026-08-14T04:00:00Z');
  counts = await seedLevels(seeded.databases, { amount: 'demo', now, logger: silentLogger });
  opinions = await seeded.databases.township.fork().findAll(OpinionEntity, { disableIdentityMap: true });
}, 60_000);

afterAll(async () => seeded[Symbol.asyncDispose]());

describe("seeded citizens' opinions", () => {
  test('are all synthetic, at homes and stations, in every state', () => {
    expect(opinions.length).toBe(counts.opinions);
    expect(opinions.length).toBeGreaterThan(600);
    expect(opinions.every(({ synthetic }) => synthetic)).toBe(true);
    expect(new Set(opinions.map(({ status }) => status))).toEqual(new Set(opinionStatuses));
    expect(opinions.some(({ homeId }) => homeId) && opinions.some(({ stationId }) => stationId)).toBe(true);
  });

  test('name nobody who could be rung up', () => {
    const phones = opinions.flatMap(({ citizenPhone }) => citizenPhone ?? []);
    expect(phones.length).toBeGreaterThan(100);
    // No subscriber's number begins with 0.
    expect(phones.every((phone) => /^0451-0\d{7}$/.test(phone))).toBe(true);
  });

  test('lead to suggestions of towns and districts, drafted by the deputy who adopted them', async () => {
    const byId = new Map(opinions.map((row) => [row.id, row]));
    const { township, district } = seeded.databases;
    let linked = 0;
    for (const database of [township, district]) {
      const em = database.fork();
      const links = await em.findAll(OpinionLinkEntity, { disableIdentityMap: true });
      expect(links.length).toBeGreaterThan(10);
      linked += links.length;
      for (const { opinionId, suggestionId } of links) {
        const opinion = byId.get(opinionId);
        const suggestion = await em.findOneOrFail(SuggestionEntity, { id: suggestionId });
        const lead = await em.findOneOrFail(ProposerEntity, { suggestionId, isLead: true });
        expect(opinion?.adoptedBy).toBe(lead.deputyId);
        expect([opinion?.homeId, opinion?.stationId]).toContain(suggestion.originId);
        expect(Date.parse(opinion?.registeredAt ?? '')).toBeLessThan(Date.parse(suggestion.draftedAt));
      }
    }
    expect(opinions.filter(({ adoptedBy }) => adoptedBy)).toHaveLength(linked);
  });

  test('stand in the log in the order of time, and the next one gets the next number', async () => {
    const em = seeded.databases.township.fork();
    expect((await verifyLog(em)).fault).toBeUndefined();
    const rows = await em.execute<{ occurred_at: string }[]>('select occurred_at from event order by sequence');
    const times = rows.map((row) => row.occurred_at);
    expect(times).toEqual(times.toSorted());
    const [newest] = opinions.toSorted((left, right) => (left.registeredAt < right.registeredAt ? 1 : -1));
    const [, division, year, number] = /^(\d+)-OP-(\d+)-(\d+)$/.exec(newest?.id ?? '') ?? [];
    const [series] = await em.execute<{ last: number }[]>('select last from number_series where name = ?', [
      `opinion:${division}:${year}`,
    ]);
    expect(series?.last).toBe(Number(number));
  });
});
