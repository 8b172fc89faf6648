import { describe, expect, test } from '@jest/globals';
import { pino } from 'pino';
import { startNetwork } from '../../../subgraphs/network/app.ts';
import { cityCase, deputy, districtCase, townshipCase, upTo } from './case-ids.ts';
import { startTestNetwork, until, type Stubs } from './network-harness.ts';

function seed({ city, district, township }: Stubs): void {
  for (const number of [1, 2, 3]) {
    city.draft(cityCase(number), [deputy(1), deputy(2)]);
    city.act(cityCase(number), { act: 'submit', to: 'SUBMITTED', facts: { submittedAt: '2026-01-02T00:00:00.000Z' } });
    district.draft(districtCase(number), [deputy(3)], { originId: '230102001-S1' });
    township.draft(townshipCase(number), [deputy(4)]);
    township.act(townshipCase(number), { act: 'submit', to: 'SUBMITTED' });
  }
}

/** Each level's sequences in the order of positions, and the positions themselves. */
function orderOf(changes: readonly Record<string, unknown>[]) {
  return {
    positions: changes.map(({ position }) => Number(position)),
    CITY: changes.filter(({ level }) => level === 'CITY').map(({ sequence }) => Number(sequence)),
    DISTRICT: changes.filter(({ level }) => level === 'DISTRICT').map(({ sequence }) => Number(sequence)),
    TOWNSHIP: changes.filter(({ level }) => level === 'TOWNSHIP').map(({ sequence }) => Number(sequence)),
  };
}

describe('following the feeds', () => {
  test('every event of every level is in the log once, in its level’s order, at dense positions', async () => {
    await using network = await startTestNetwork({ seed });
    await network.service.caughtUp();
    const { status_change: changes, suggestion_view: views, suggestion_signer: signers } = await network.tables();
    expect(orderOf(changes!)).toEqual({ positions: upTo(15), CITY: upTo(6), DISTRICT: upTo(3), TOWNSHIP: upTo(6) });
    expect(views!.map(({ id, level, status, version }) => [id, level, status, Number(version)])).toEqual([
      [cityCase(1), 'CITY', 'SUBMITTED', 2],
      [cityCase(2), 'CITY', 'SUBMITTED', 2],
      [cityCase(3), 'CITY', 'SUBMITTED', 2],
      [districtCase(1), 'DISTRICT', 'DRAFT', 1],
      [districtCase(2), 'DISTRICT', 'DRAFT', 1],
      [districtCase(3), 'DISTRICT', 'DRAFT', 1],
      [townshipCase(1), 'TOWNSHIP', 'SUBMITTED', 2],
      [townshipCase(2), 'TOWNSHIP', 'SUBMITTED', 2],
      [townshipCase(3), 'TOWNSHIP', 'SUBMITTED', 2],
    ]);
    expect(signers!.filter(({ suggestion_id }) => suggestion_id === cityCase(1))).toMatchObject([
      { deputy_id: deputy(1), is_lead: 1 },
      { deputy_id: deputy(2), is_lead: 0 },
    ]);
    expect(changes!.at(-1)).toMatchObject({ city_sequence: 6, district_sequence: 3, township_sequence: 6 });
  });

  test('after a restart network goes on where it was', async () => {
    await using network = await startTestNetwork({ seed });
    await network.service.caughtUp();
    await network.stop();
    network.stubs.city.act(cityCase(1), { act: 'review', to: 'REVIEWING' });
    await network.start();
    await network.service.caughtUp();
    const { status_change: changes } = await network.tables();
    expect(orderOf(changes!)).toMatchObject({ positions: upTo(16), CITY: upTo(7) });
    expect(network.stubs.city.begunAfter).toEqual([0, 6]);
  });

  test('network starts while a level is down, serves what it has, and is ready once the level has been read', async () => {
    await using network = await startTestNetwork({ seed });
    await network.service.caughtUp();
    await network.stop();
    await network.stubs.district.stop();
    await network.start();
    await until(() => network.service.feeds().filter(({ state }) => state === 'following').length === 2);
    expect(await network.isReady()).toBe(false);
    await expect(network.service.caughtUp()).rejects.toThrow(/feed of district at ws:/);
    const { data } = await network.run('{ suggestions { totalCount } }');
    expect(data).toEqual({ suggestions: { totalCount: 6 } });
    await network.stubs.district.start();
    await until(() => network.isReady());
    expect((await network.tables()).status_change).toHaveLength(15);
  });

  test('a level that goes down and comes back is followed on, and network stays ready meanwhile', async () => {
    await using network = await startTestNetwork({ seed });
    await network.service.caughtUp();
    for (const number of [4, 5, 6]) {
      await network.stubs.township.stop();
      network.stubs.township.draft(townshipCase(number), [deputy(4)]);
      expect(await network.isReady()).toBe(true);
      await network.stubs.township.start();
      await network.service.caughtUp();
    }
    const { status_change: changes } = await network.tables();
    expect(orderOf(changes!)).toMatchObject({ positions: upTo(18), TOWNSHIP: upTo(9) });
  });

  test('a gap in a feed is read again from the stored cursor, never skipped', async () => {
    await using network = await startTestNetwork({
      seed: (stubs) => {
        seed(stubs);
        stubs.city.leftOut.add(4);
      },
    });
    await network.service.caughtUp();
    expect(network.stubs.city.begunAfter.length).toBeGreaterThan(1);
    const { status_change: changes } = await network.tables();
    expect(orderOf(changes!)).toMatchObject({ positions: upTo(15), CITY: upTo(6) });
  });

  test('batches and a small buffer change nothing', async () => {
    const many = 500;
    await using network = await startTestNetwork({
      tuning: { batchSize: 7, bufferLimit: 10 },
      seed: ({ city, district }) => {
        for (const number of upTo(many)) {
          city.draft(cityCase(number), [deputy(1)]);
          district.draft(districtCase(number), [deputy(1)]);
        }
      },
    });
    await network.service.caughtUp();
    const { status_change: changes } = await network.tables();
    expect(orderOf(changes!)).toMatchObject({ positions: upTo(2 * many), CITY: upTo(many), DISTRICT: upTo(many) });
    expect(network.stubs.city.begunAfter).toEqual([0]);
  });

  test('restarts of network and of the levels in the middle of a flood lose nothing and repeat nothing', async () => {
    await using network = await startTestNetwork({ tuning: { batchSize: 5 } });
    const { city, district } = network.stubs;
    for (const round of upTo(6)) {
      for (const number of upTo(50)) {
        city.draft(cityCase(round * 100 + number), [deputy(1)]);
        district.draft(districtCase(round * 100 + number), [deputy(1)]);
      }
      await until(async () => (await network.tables()).status_change!.length > (round - 1) * 100);
      if (round % 3 === 0) await city.stop();
      if (round % 2 === 0) await network.stop();
      if (round % 3 === 0) await city.start();
      if (round % 2 === 0) await network.start();
    }
    await network.service.caughtUp();
    const { status_change: changes, suggestion_view: views } = await network.tables();
    expect(orderOf(changes!)).toMatchObject({ positions: upTo(600), CITY: upTo(300), DISTRICT: upTo(300) });
    expect(views).toHaveLength(600);
  });

  test('two services on one database apply every event once', async () => {
    await using network = await startTestNetwork();
    const other = await startNetwork(network.config, { logger: pino({ level: 'silent' }) });
    try {
      for (const number of upTo(40)) {
        network.stubs.city.draft(cityCase(number), [deputy(1)]);
        network.stubs.township.draft(townshipCase(number), [deputy(1)]);
      }
      await Promise.all([network.service.caughtUp(), other.caughtUp()]);
      const { status_change: changes } = await network.tables();
      expect(orderOf(changes!)).toMatchObject({ positions: upTo(80), CITY: upTo(40), TOWNSHIP: upTo(40) });
    } finally {
      await other.stop();
    }
  });

  test('a connection is renewed, with a new token, before its token expires', async () => {
    await using network = await startTestNetwork({ seed, tuning: { tokenLifetime: 1 } });
    await until(() => network.stubs.city.begunAfter.length >= 3);
    network.stubs.city.draft(cityCase(9), [deputy(1)]);
    await network.service.caughtUp();
    const { status_change: changes } = await network.tables();
    expect(orderOf(changes!)).toMatchObject({ CITY: upTo(7) });
  });
});

describe('a feed that cannot be gone on with', () => {
  test('stands still, is logged with what to do, and makes network not ready until it is rebuilt', async () => {
    const lines: string[] = [];
    const logger = pino({ level: 'error' }, { write: (line: string) => void lines.push(line) });
    await using network = await startTestNetwork({ seed, logger });
    await network.service.caughtUp();
    await network.stubs.city.stop();
    network.stubs.city.replaceLog();
    network.stubs.city.draft(cityCase(8), [deputy(1)]);
    await network.stubs.city.start();
    await until(() => network.service.feeds().some(({ state }) => state === 'expired'));
    expect(await network.isReady()).toBe(false);
    expect(lines.join()).toMatch(/network rebuild/);
    network.stubs.city.draft(cityCase(7), [deputy(1)]);
    network.stubs.district.draft(districtCase(9), [deputy(3)]);
    await until(async () => (await network.tables()).status_change!.length === 16);

    await network.rebuild();
    await until(() => network.isReady());
    network.stubs.city.draft(cityCase(9), [deputy(1)]);
    await network.service.caughtUp();
    const { status_change: changes, suggestion_view: views } = await network.tables();
    expect(orderOf(changes!)).toMatchObject({ positions: upTo(13), CITY: upTo(3), DISTRICT: upTo(4) });
    expect(views!.filter(({ level }) => level === 'CITY').map(({ id }) => id)).toEqual([7, 8, 9].map(cityCase));
  });

  test('is not waited for', async () => {
    await using network = await startTestNetwork({ seed });
    await network.service.caughtUp();
    await network.stubs.city.stop();
    network.stubs.city.replaceLog();
    for (const number of upTo(7)) network.stubs.city.draft(cityCase(number), [deputy(1)]);
    await network.stubs.city.start();
    await until(() => network.service.feeds().some(({ state }) => state === 'expired'));
    await expect(network.service.caughtUp()).rejects.toThrow(/CITY feed.*network rebuild/);
  });

  test('an event that cannot be applied holds its own feed only, and is tried again', async () => {
    await using network = await startTestNetwork({ seed });
    await network.service.caughtUp();
    network.stubs.city.appendMalformed();
    await until(() => network.stubs.city.begunAfter.length >= 3);
    network.stubs.township.draft(townshipCase(9), [deputy(4)]);
    await until(async () => (await network.tables()).status_change!.length === 16);
    expect(await network.isReady()).toBe(true);
    network.stubs.city.dropLast();
    network.stubs.city.draft(cityCase(9), [deputy(1)]);
    await network.service.caughtUp();
    expect(orderOf((await network.tables()).status_change!)).toMatchObject({ CITY: upTo(7) });
  });
});
