import { describe, expect, test } from '@jest/globals';
import { createCursorCodec } from '../../../shared/paging/cursor.ts';
import { ensureCursorSecret } from '../../../shared/paging/cursor-secret.ts';
import type { Sender } from '../../support/level-harness.ts';
import type { WsResult } from '../../support/ws-client.ts';
import { cityCase, deputy, districtCase, townshipCase, upTo } from './case-ids.ts';
import { startTestNetwork, until, type Stubs, type TestNetwork } from './network-harness.ts';

const query = `subscription ($filter: SuggestionStatusFilter, $after: Cursor) {
  suggestionStatusChanged(filter: $filter, after: $after) {
    cursor occurredAt from to act actorRole organ level divisionCode suggestion { __typename id } } }`;

interface Change {
  readonly cursor: string;
  readonly to: string;
  readonly level: string;
  readonly suggestion: { readonly __typename: string; readonly id: string };
}

const changeOf = ({ data, errors }: WsResult): Change => {
  expect(errors).toBeUndefined();
  return (data as { suggestionStatusChanged: Change }).suggestionStatusChanged;
};

const key = ({ suggestion, to }: Change): string => `${suggestion.id} ${to}`;

/** Nine cases at three levels, drafted and submitted: 18 events. */
function seed({ city, district, township }: Stubs): void {
  for (const number of upTo(3)) {
    city.draft(cityCase(number), [deputy(1), deputy(2)]);
    city.act(cityCase(number), { act: 'submit', to: 'SUBMITTED', role: 'DEPUTY' });
    district.draft(districtCase(number), [deputy(3)], { originId: `230102001-S${number}` });
    district.act(districtCase(number), { act: 'submit', to: 'SUBMITTED', role: 'DEPUTY' });
    township.draft(townshipCase(number), [deputy(4)]);
    township.act(townshipCase(number), { act: 'submit', to: 'SUBMITTED', role: 'DEPUTY' });
  }
}

/** A cursor before the first event of every level. */
const beginning = async (network: TestNetwork): Promise<string> => {
  const cursors = createCursorCodec(await ensureCursorSecret(network.config.dataDir));
  return cursors.encode('suggestionStatusChanged', [0, '', '', 0, '', '', 0, '', '']);
};

async function history(
  network: TestNetwork,
  count: number,
  request: { filter?: object; after?: string; as?: Sender } = {},
): Promise<Change[]> {
  const client = await network.connect(request.as);
  const after = request.after ?? (await beginning(network));
  return (await client.take(count, query, { after, filter: request.filter })).map(changeOf);
}

/** The error that ends a subscription. */
async function faultOf(network: TestNetwork, variables: Record<string, unknown>): Promise<unknown> {
  const client = await network.connect();
  try {
    for await (const result of client.results(query, variables)) {
      if (result.errors) return result.errors[0]?.extensions?.['code'];
    }
  } catch (error) {
    const [first] = error as { extensions?: Record<string, unknown> }[];
    return first?.extensions?.['code'];
  }
  return undefined;
}

describe('suggestionStatusChanged', () => {
  test('without a cursor gives what happens from now on, with the level’s own type', async () => {
    await using network = await startTestNetwork({ seed });
    await network.service.caughtUp();
    const results = (await network.connect()).results(query);
    let isThere = false;
    const first = results.next().finally(() => (isThere = true));
    await until(async () => {
      // Which event is the first after "now" only the server knows: one of these is.
      network.stubs.district.act(districtCase(1), { act: 'review', to: 'REVIEWING', role: 'DISTRICT_CLERK' });
      await network.service.caughtUp();
      return isThere;
    });
    const change = changeOf((await first).value as WsResult);
    expect(change).toMatchObject({
      from: expect.stringMatching(/SUBMITTED|REVIEWING/),
      to: 'REVIEWING',
      act: 'review',
      actorRole: 'DISTRICT_CLERK',
      organ: null,
      level: 'DISTRICT',
      divisionCode: '230102',
      suggestion: { __typename: 'DistrictSuggestion', id: districtCase(1) },
    });
    await results.return!();
  });

  test('what network has still to catch up on is not news', async () => {
    await using network = await startTestNetwork({ seed });
    await network.service.caughtUp();
    await network.stop();
    for (const number of upTo(400))
      network.stubs.city.act(cityCase(1), { act: 'review', to: 'REVIEWING', organ: `${number}` });
    await network.start({ tuning: { batchSize: 1 } });
    await until(() => network.service.feeds().every(({ state }) => state === 'following'));
    const { data } = await network.run('{ suggestionStatusCursor }');
    const results = (await network.connect()).results(query);
    let isThere = false;
    const first = results.next().finally(() => (isThere = true));
    await until(async () => {
      // Which event is the first after "now" only the server knows: one of these is.
      network.stubs.city.act(cityCase(2), { act: 'review', to: 'REVIEWING' });
      await network.service.caughtUp();
      return isThere;
    });
    expect(changeOf((await first).value as WsResult).suggestion.id).toBe(cityCase(2));
    await results.return!();
    const [change] = await history(network, 1, { after: data.suggestionStatusCursor as string });
    expect(change?.suggestion.id).toBe(cityCase(2));
  });

  test('goes on from the cursor of a moment with all that happened after it, each change once', async () => {
    await using network = await startTestNetwork({ seed });
    await network.service.caughtUp();
    const { data } = await network.run('{ suggestionStatusCursor }');
    for (const number of upTo(3)) network.stubs.city.act(cityCase(number), { act: 'review', to: 'REVIEWING' });
    const changes = await history(network, 3, { after: data.suggestionStatusCursor as string });
    expect(changes.map(key)).toEqual(upTo(3).map((number) => `${cityCase(number)} REVIEWING`));
  });

  test('with a cursor gives everything missed and goes on live, each change once', async () => {
    await using network = await startTestNetwork({ seed });
    await network.service.caughtUp();
    const past = await history(network, 9);
    expect(past).toHaveLength(9);
    const results = (await network.connect()).results(query, { after: past[3]!.cursor });
    const seen: Change[] = [];
    const reading = (async () => {
      for await (const result of results) if (seen.push(changeOf(result)) === 25) break;
    })();
    for (const number of upTo(20)) {
      network.stubs.city.act(cityCase(1), { act: 'review', to: 'REVIEWING', organ: `organ ${number}` });
    }
    await reading;
    expect(seen.slice(0, 5).map(key)).toEqual(past.slice(4).map(key));
    expect(new Set(seen.map(({ cursor }) => cursor)).size).toBe(25);
    expect(seen.slice(5).map(({ suggestion }) => suggestion.id)).toEqual(upTo(20).map(() => cityCase(1)));
  });

  test('each cursor resumes exactly after its own change', async () => {
    await using network = await startTestNetwork({ seed });
    await network.service.caughtUp();
    const all = await history(network, 9);
    for (const [index, { cursor }] of all.entries()) {
      const rest = await history(network, 8 - index, { after: cursor });
      expect(rest.map(key)).toEqual(all.slice(index + 1).map(key));
    }
  });

  test.each<[object, string[]]>([
    [{ level: ['CITY'] }, upTo(3).map(cityCase)],
    [{ divisionCode: '230102101' }, upTo(3).map((number) => townshipCase(number))],
    [{ divisionCode: '230102', level: ['DISTRICT'] }, upTo(3).map((number) => districtCase(number))],
    [{ stationId: '230102001-S2' }, [districtCase(2)]],
    [{ suggestionId: cityCase(3) }, [cityCase(3)]],
    [{ deputyId: deputy(2), status: ['SUBMITTED'] }, upTo(3).map(cityCase)],
  ])('%j', async (filter, expected) => {
    await using network = await startTestNetwork({ seed });
    await network.service.caughtUp();
    const seen = await history(network, expected.length, { filter });
    expect(seen.map(({ suggestion }) => suggestion.id).sort()).toEqual([...expected].sort());
  });

  test('drafts are told to their signers and to services only', async () => {
    await using network = await startTestNetwork({ seed });
    await network.service.caughtUp();
    const signer = await history(network, 12, { as: { role: 'deputy', divisionCode: '230100', deputyId: deputy(2) } });
    expect(signer.filter(({ to }) => to === 'DRAFT').map(({ suggestion }) => suggestion.id)).toEqual(
      upTo(3).map(cityCase),
    );
    const service = await history(network, 18, { as: { role: 'system', divisionCode: '230100' } });
    expect(service.filter(({ to }) => to === 'DRAFT')).toHaveLength(9);
    const public_ = await history(network, 9);
    expect(public_.every(({ to }) => to === 'SUBMITTED')).toBe(true);
  });

  test.each([1, 100])(
    'who is asked to sign later has no part in what was before, %i events at a time',
    async (batchSize) => {
      await using network = await startTestNetwork({
        seed: ({ city }) => {
          city.draft(cityCase(1), [deputy(1)]);
          city.act(cityCase(1), { act: 'revise', to: 'DRAFT' });
          city.act(cityCase(1), { act: 'invite', to: 'COSIGNING', signers: [deputy(1), deputy(2)] });
          city.act(cityCase(1), { act: 'decline', to: 'COSIGNING', signers: [deputy(1)] });
          city.act(cityCase(1), { act: 'submit', to: 'SUBMITTED' });
        },
        tuning: { batchSize },
      });
      await network.service.caughtUp();
      const rows = (await network.tables())['status_change'] ?? [];
      expect(rows.map(({ act, deputy_ids }) => [act, deputy_ids])).toEqual([
        ['draft', deputy(1)],
        ['revise', deputy(1)],
        ['invite', `${deputy(1)},${deputy(2)}`],
        ['decline', deputy(1)],
        ['submit', deputy(1)],
      ]);
      expect((await network.tables())['suggestion_signer']).toEqual([
        expect.objectContaining({ suggestion_id: cityCase(1), deputy_id: deputy(1) }),
      ]);
    },
  );

  test('a cursor that is not one of this field, or was changed, is refused', async () => {
    await using network = await startTestNetwork({ seed });
    await network.service.caughtUp();
    const [change] = await history(network, 1);
    const { data } = await network.run('{ suggestions(first: 1) { pageInfo { endCursor } } }');
    const other = data.suggestions.pageInfo.endCursor as string;
    const changed = `${change!.cursor.slice(0, -1)}${change!.cursor.endsWith('A') ? 'B' : 'A'}`;
    for (const after of ['nonsense', other, changed]) {
      expect(await faultOf(network, { after })).toBe('CURSOR_INVALID');
    }
  });
});

describe('a rebuild', () => {
  test('gives the same model, and cursors from before resume exactly, whatever order it weaves', async () => {
    await using network = await startTestNetwork({ seed });
    await network.service.caughtUp();
    for (const number of upTo(3)) {
      // One level after the other, so that the first order is another one than the rebuild's.
      network.stubs.township.act(townshipCase(number), { act: 'review', to: 'REVIEWING' });
      await network.service.caughtUp();
      network.stubs.city.act(cityCase(number), { act: 'review', to: 'REVIEWING' });
      await network.service.caughtUp();
    }
    const before = await network.tables();
    const all = await history(network, 15);
    const progress: { applied: number; total: number }[] = [];
    const report = await network.rebuild({ onProgress: (step) => void progress.push(step) });
    expect(report).toEqual({ suggestions: 9, changes: 24, positions: { CITY: 9, DISTRICT: 6, TOWNSHIP: 9 } });
    expect(progress.at(-1)).toEqual({ applied: 24, total: 24 });

    const after = await network.tables();
    const { status_change: changesBefore, ...restBefore } = before;
    const { status_change: changesAfter, ...restAfter } = after;
    expect(restAfter).toEqual(restBefore);
    for (const level of ['CITY', 'DISTRICT', 'TOWNSHIP']) {
      const own = (rows: Record<string, unknown>[]) =>
        rows
          .filter((row) => row['level'] === level)
          .map(({ position: _, city_sequence: _c, district_sequence: _d, township_sequence: _t, ...row }) => row);
      expect(own(changesAfter!)).toEqual(own(changesBefore!));
    }
    for (const [index, { cursor }] of all.entries()) {
      const rest = await history(network, 14 - index, { after: cursor });
      expect(rest.map(key).sort()).toEqual(
        all
          .slice(index + 1)
          .map(key)
          .sort(),
      );
    }
  });

  test('goes on under live subscriptions: nothing twice, nothing missed', async () => {
    await using network = await startTestNetwork({ seed });
    await network.service.caughtUp();
    const results = (await network.connect()).results(query, { after: await beginning(network) });
    const seen: Change[] = [];
    const reading = (async () => {
      for await (const result of results) if (seen.push(changeOf(result)) === 9 + 60) break;
    })();
    await until(() => seen.length === 9);
    for (const round of upTo(3)) {
      for (const number of upTo(10)) {
        network.stubs.city.act(cityCase(1), { act: 'review', to: 'REVIEWING', organ: `${round}.${number}` });
        network.stubs.district.act(districtCase(1), { act: 'review', to: 'REVIEWING', organ: `${round}.${number}` });
        if (number === 5) await network.rebuild();
      }
    }
    await reading;
    expect(new Set(seen.map(({ cursor }) => cursor)).size).toBe(69);
    const own = (level: string): Change[] => seen.slice(9).filter((change) => change.level === level);
    expect(own('CITY')).toHaveLength(30);
    expect(own('DISTRICT')).toHaveLength(30);
    await network.service.caughtUp();
    expect((await network.tables()).status_change).toHaveLength(18 + 60);
  });

  test('leaves the model alone where a level does not answer', async () => {
    await using network = await startTestNetwork({ seed });
    await network.service.caughtUp();
    await network.stubs.city.stop();
    await expect(network.rebuild()).rejects.toMatchObject({
      code: 'SUBGRAPH_UNAVAILABLE',
      message: expect.stringMatching(/feed of city at ws:/),
    });
    expect((await network.tables()).status_change).toHaveLength(18);
  });

  test('a cursor of a log that was replaced since is refused, at once or when it shows', async () => {
    await using network = await startTestNetwork({ seed });
    await network.service.caughtUp();
    const all = await history(network, 9);
    const { cursor } = all.at(-1)!;
    await network.stop();
    await network.stubs.city.stop();
    network.stubs.city.replaceLog();
    await network.stubs.city.start();
    await network.rebuild();
    await network.start();
    await network.service.caughtUp();
    const fault = faultOf(network, { after: cursor });
    network.stubs.city.draft(cityCase(1), [deputy(1)]);
    expect(await fault).toBe('CURSOR_EXPIRED');
    expect(await faultOf(network, { after: cursor })).toBe('CURSOR_EXPIRED');
  });

  test('a cursor ahead of the model waits until the model has caught up', async () => {
    await using network = await startTestNetwork({ seed });
    await network.service.caughtUp();
    const [, , , , , , , , last] = await history(network, 9);
    for (const stub of Object.values(network.stubs)) await stub.stop();
    const em = network.service.database.fork();
    for (const table of ['status_change', 'suggestion_view', 'suggestion_signer', 'feed_cursor']) {
      await em.execute(`delete from ${table}`);
    }
    await em.execute('update network_head set position = 0, edition = edition + 1');
    const results = (await network.connect()).results(query, { after: last!.cursor });
    const next = results.next();
    for (const stub of Object.values(network.stubs)) await stub.start();
    await network.service.caughtUp();
    network.stubs.city.act(cityCase(2), { act: 'review', to: 'REVIEWING' });
    expect(key(changeOf((await next).value as WsResult))).toBe(`${cityCase(2)} REVIEWING`);
    await results.return!();
  });
});
