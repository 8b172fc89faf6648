import { expect, test } from '@jest/globals';
import { act } from '../../support/level-harness.cases.ts';
import { startNetworkBeside } from './network-beside.fixture.ts';
import { answerCase, caseOnce, decide, handedUp, receivedId, startThreeLevels } from './three-levels.fixture.ts';

test('the cases of a matter that went up to the city are linked both ways, and a rebuild finds the same', async () => {
  await using levels = await startThreeLevels();
  const { city, district, township } = levels;
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

  await using network = await startNetworkBeside(levels);
  const linked = () =>
    network.ask('{ suggestions(orderBy: ID_ASC) { nodes { id escalatedFrom { id } escalatedTo { id } } } }');
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
  await network.rebuild();
  expect(await linked()).toEqual(expected);
}, 60_000);
