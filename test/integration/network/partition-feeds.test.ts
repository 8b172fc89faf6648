import { expect, test } from '@jest/globals';
import { createLogger } from '../../../shared/telemetry/logger.ts';
import { startNetwork } from '../../../subgraphs/network/app.ts';
import { feedPartitions, withPartitions } from '../../../subgraphs/network/feed/feed-partitions.ts';
import { createTestDatabase } from '../../support/test-database.ts';
import { deputy, districtCase } from './case-ids.ts';
import { LevelFeedStub } from './level-feed.stub.ts';
import { startTestNetwork, until } from './network-harness.ts';

test('what the common log tells of a district that has a feed of its own is in no list, and keeps its place', async () => {
  await using network = await startTestNetwork();
  const { district: common } = network.stubs;
  await using own = new LevelFeedStub('DISTRICT', network.keys);
  await own.start();
  common.draft(districtCase(1, '230103'), [deputy(1)]);
  common.act(districtCase(1, '230103'), { act: 'submit', to: 'SUBMITTED' });
  common.draft(districtCase(2, '230102'), [deputy(2)]);
  own.draft(districtCase(7, '230103'), [deputy(3)]);
  await using database = await createTestDatabase('network');
  const partitions = feedPartitions.parse(`district/230103=${own.url},district/others=${common.url}`);
  const feeds = withPartitions(network.config.feeds, partitions);
  const service = await startNetwork(
    { ...network.config, database: database.target, feeds },
    { logger: createLogger('network', 'silent') },
  );
  try {
    await service.caughtUp();
    const em = service.database.fork();
    const views = await em.execute<{ id: string }[]>('select id from suggestion_view order by id');
    expect(views.map(({ id }) => id)).toEqual([districtCase(2, '230102'), districtCase(7, '230103')]);
    const cursors = await em.execute<{ level: string; sequence: number | string }[]>(
      "select level, sequence from feed_cursor where level like 'D%' order by level",
    );
    expect(cursors.map(({ level, sequence }) => [level, Number(sequence)])).toEqual([
      ['D/230103', 1],
      ['D/others', 3],
      ['DISTRICT', 4],
    ]);
    // Adopted by its new owner under the old number, it is there.
    own.draft(districtCase(1, '230103'), [deputy(1)]);
    await until(async () => (await em.execute('select id from suggestion_view')).length === 3);
  } finally {
    await service.stop();
  }
});
