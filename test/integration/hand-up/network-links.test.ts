import { expect, test } from '@jest/globals';
import { createLogger } from '../../../shared/telemetry/logger.ts';
import { startNetwork } from '../../../subgraphs/network/app.ts';
import { rebuildNetwork } from '../../../subgraphs/network/rebuild.ts';
import { act } from '../../support/level-harness.cases.ts';
import { createTestDatabase } from '../../support/test-database.ts';
import { postOperation } from '../../support/whole-graph.ts';
import { answerCase, caseOnce, decide, handedUp, receivedId, startThreeLevels } from './three-levels.fixture.ts';

test('the cases of a matter that went up to the city are linked both ways, and a rebuild finds the same', async () => {
  await using levels = await startThreeLevels();
  await using testDatabase = await createTestDatabase('network');
  const { city, district, township, keys } = levels;
  const logger = createLogger('network', 'silent');
  const config = {
    ...{ host: '127.0.0.1', port: 0, dataDir: keys.folder, database: testDatabase.target, feeds: levels.endpoints },
    ...{ redisUrl: process.env['TEST_REDIS_URL'], cursorSecret: undefined, jwksFile: keys.files.jwksFile },
    ...{ privateKeyFile: keys.files.privateKeyFile, startupTimeout: 20_000, logLevel: 'silent' as const },
  };
  const town = await handedUp(township);
  let atDistrict = await decide(district, 'accept', { id: await receivedId(district, township, town.id) });
  for (const name of ['assign', 'receive', 'handle', 'proposeHandUp'] as const)
    atDistrict = await act(district, name, atDistrict);
  const atCity = await decide(city, 'accept', { id: await receivedId(city, district, atDistrict.id) });
  await answerCase(city, atCity);
  await caseOnce(township, town.id, 'ANSWERED_FROM_ABOVE');
  const declined = await handedUp(township);
  await decide(district, 'decline', { id: await receivedId(district, township, declined.id) });
  await caseOnce(township, declined.id, 'HANDLING');

  const network = await startNetwork(config, { logger });
  try {
    const query = '{ suggestions(orderBy: ID_ASC) { nodes { id escalatedFrom { id } escalatedTo { id } } } }';
    const linked = async () => (await postOperation(network.url, { query })).data;
    await network.caughtUp();
    const [cityId, districtId] = [{ id: atCity.id }, { id: atDistrict.id }];
    const expected = {
      suggestions: {
        nodes: [
          { ...cityId, escalatedFrom: districtId, escalatedTo: null },
          { ...districtId, escalatedFrom: { id: town.id }, escalatedTo: cityId },
          { id: town.id, escalatedFrom: null, escalatedTo: districtId },
          { id: declined.id, escalatedFrom: null, escalatedTo: null },
        ],
      },
    };
    expect(await linked()).toEqual(expected);
    await rebuildNetwork(config, { logger });
    expect(await linked()).toEqual(expected);
  } finally {
    await network.stop();
  }
}, 60_000);
