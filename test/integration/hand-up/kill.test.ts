import { setTimeout as pause } from 'node:timers/promises';
import { expect, test } from '@jest/globals';
import { createRandom } from '../../../cli/seed/text/seeded-random.ts';
import { verifyLog } from '../../../shared/events/verify-log.ts';
import { faultOfSteps } from '../../../shared/suggestion/hold-steps.ts';
import { act, caseIn, peopleOf, readCase } from '../../support/level-harness.cases.ts';
import { startProcess, type RunningProcess } from '../../support/whole-graph.process.ts';
import { postOperation } from '../../support/whole-graph.ts';
import { eventsOf, handUpFields, startThreeLevels, until, type HandedUpCase } from './three-levels.fixture.ts';

const kills = 4;
const count = 12;

test('hand-ups are complete, each once, whenever the district is killed', async () => {
  await using levels = await startThreeLevels({ isLinked: false });
  const { district, township, keys } = levels;
  const port = new URL(district.service.url).port;
  const feeds = levels.endpoints.map(({ level, url }) => `${level.toLowerCase()}=${url}`).join();
  await district.stop();
  const environment = {
    ...{ PORT: port, DATA_DIR: keys.folder, AUTH_JWKS_FILE: keys.files.jwksFile, LEVEL_FEEDS: feeds },
    ...{ AUTH_PRIVATE_KEY_FILE: keys.files.privateKeyFile, DISTRICT_DATABASE_URL: district.testDatabase.url },
  };
  await levels.link('township');
  const items = [];
  for (let number = 1; number <= count; number += 1) items.push(await caseIn(township, 'HANDLING'));
  const random = createRandom('kill the district');
  let process: RunningProcess = startProcess(['subgraphs/district/main.ts'], environment);
  await process.ready;
  // Proposals go on while the district dies and comes back.
  const proposing = (async () => {
    for (const item of items) {
      await act(township, 'proposeHandUp', { ...item, as: peopleOf(township.profile).organ });
      await pause(random.int(20, 150));
    }
  })();
  const url = `http://127.0.0.1:${port}/graphql`;
  const clerk = await keys.bearer(peopleOf(district.profile).clerk);
  const accept = async (id: string): Promise<void> => {
    const query = `mutation { acceptDistrictHandUp(id: "${id}", expectedVersion: 1) { id } }`;
    // A killed district does not answer; whether it had committed shows in the next attempt.
    await postOperation(url, { query }, clerk).catch(() => undefined);
  };
  try {
    for (let kill = 1; kill <= kills; kill += 1) {
      await pause(random.int(50, 600));
      process.kill('SIGKILL');
      await process.ended;
      process = startProcess(['subgraphs/district/main.ts'], environment);
      await process.ready;
      for (const { id } of items) {
        const { status, handUp } = (await readCase(township, id, handUpFields)) as HandedUpCase;
        if (status === 'ESCALATION_PROPOSED' && handUp['state'] === 'DELIVERED' && random.chance(0.5))
          await accept(handUp['id']!);
      }
    }
    await proposing;
    for (const { id } of items) {
      const read = async () => (await readCase(township, id, handUpFields)) as HandedUpCase;
      // Proposed by now, each of them: that was waited for.
      const delivered = await until(read, ({ handUp }) => handUp['deliveredAt'] !== null);
      if (delivered.handUp['state'] === 'DELIVERED') await accept(delivered.handUp['id']!);
      await until(read, ({ status }) => status === 'ESCALATED');
      expect((await eventsOf(township, id)).slice(-2)).toEqual(['proposeHandUp', 'escalate']);
    }
  } finally {
    process.kill('SIGTERM');
    await process.ended;
  }
  await district.start();
  const { database } = district.service;
  const linked = await database
    .fork()
    .execute<{ from_id: string }[]>('select escalated_from_id as from_id from suggestion order by escalated_from_id');
  expect(linked.map(({ from_id: id }) => id)).toEqual(items.map(({ id }) => id).toSorted());
  const received = await database
    .fork()
    .execute<{ id: string; state: string }[]>('select id, state from received_hand_up');
  expect(received.map(({ state }) => state)).toEqual(items.map(() => 'ACCEPTED'));
  for (const { id } of received) expect(await eventsOf(district, id)).toEqual(['receive', 'accept']);
  for (const level of [district, township])
    expect((await verifyLog(level.service.database.fork(), faultOfSteps)).fault).toBeUndefined();
}, 120_000);
