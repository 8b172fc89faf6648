import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { InstallationEntity } from '../../subgraphs/city/installation/installation.entity.ts';
import { DeputyEntity } from '../../subgraphs/city/deputy/deputy.entity.ts';
import { CenterEntity } from '../../subgraphs/city/center/center.entity.ts';
import { StationEntity } from '../../subgraphs/district/station/station.entity.ts';
import { createTestDatabase } from '../../test/support/test-database.ts';
import { openSeedDatabases, silentLogger, type SeedDatabases } from '../seed/seed.fixture.ts';
import { firstStart } from './first-start.ts';

const now = new Date('2026-03-01T08:00:00Z');
let own: SeedDatabases;

beforeEach(async () => {
  own = await openSeedDatabases(createTestDatabase);
});
afterEach(async () => {
  await own[Symbol.asyncDispose]();
});

describe('a first start', () => {
  test('with SEED=none loads the real centre alone, and a later SEED=demo adds nothing to it', async () => {
    const { databases } = own;
    expect(await firstStart(databases, { amount: 'none', now, logger: silentLogger })).toBe(true);
    expect(await firstStart(databases, { amount: 'demo', now, logger: silentLogger })).toBe(false);
    expect(await databases.city.fork().count(CenterEntity)).toBe(1);
    expect(await databases.city.fork().count(DeputyEntity)).toBe(0);
    expect(await databases.district.fork().count(StationEntity)).toBe(0);
  });

  test('that was cut short is made whole by the next one, whatever SEED says then', async () => {
    const { databases } = own;
    await databases.city.fork().insert(InstallationEntity, { name: 'seed', value: 'demo' });
    expect(await firstStart(databases, { amount: 'none', now, logger: silentLogger })).toBe(true);
    expect(await databases.district.fork().count(StationEntity)).toBe(325);
    expect(await databases.city.fork().count(DeputyEntity)).toBe(2_000);
    expect(await firstStart(databases, { amount: 'none', now, logger: silentLogger })).toBe(false);
  });
});
