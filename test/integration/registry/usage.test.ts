import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { parse } from 'graphql';
import { prepareOperation } from '../../../gateway/executor/operation.ts';
import { startUsageRecorder, type UsageRecorder } from '../../../gateway/registry/check/usage.recorder.ts';
import { openRegistryDatabase } from '../../../gateway/registry/store/registry.database.ts';
import { OperationUseEntity, SeenOperationEntity } from '../../../gateway/registry/store/registry.entities.ts';
import { readSeenOperations } from '../../../gateway/registry/store/usage.rows.ts';
import type { Database } from '../../../shared/database/open-database.ts';
import { createLogger } from '../../../shared/telemetry/logger.ts';
import { createTestDatabase } from '../../support/test-database.ts';

const stack = new AsyncDisposableStack();
const logger = createLogger('registry', 'silent');
const checkDays = 30;
let database: Database;
beforeAll(async () => {
  const { target } = stack.use(await createTestDatabase('registry_usage'));
  database = await openRegistryDatabase({ target, startupTimeout: 10_000 }, logger);
  stack.defer(() => database.close());
});
afterAll(() => stack.disposeAsync());

function startRecorder(serving: () => Database): UsageRecorder {
  return startUsageRecorder({ registry: () => ({ database: serving() }), interval: 3_600_000, checkDays, logger });
}

async function seen(): Promise<unknown[]> {
  const operations = await readSeenOperations(database.fork(), { since: new Date(0), threshold: 1 });
  return operations.map(({ name, clients }) => [name, clients.map((client) => [client.name, client.count])]);
}

test('uses that could not be written are written the next time', async () => {
  const gone: Database = {
    ...database,
    fork: () => {
      throw new Error('The database is gone.');
    },
  };
  let serving = gone;
  const recorder = startRecorder(() => serving);
  const operation = prepareOperation(parse('query Board { products { name } }'), undefined);
  recorder.count(operation, 'dashboard');
  recorder.count(operation, 'dashboard');
  await recorder.flush();
  recorder.count(operation, 'dashboard');
  serving = database;
  await recorder.stop();
  expect(await seen()).toEqual([['Board', [['dashboard', 3]]]]);
});

test('uses from before the window are forgotten while the gateway runs', async () => {
  const recorder = startRecorder(() => database);
  const em = database.fork();
  await em.insert(SeenOperationEntity, { hash: 'old', name: 'Old', text: '{ old }' });
  const lastSeen = new Date(Date.now() - (checkDays + 2) * 86_400_000).toISOString();
  const use = { operationHash: 'old', client: '', day: lastSeen.slice(0, 10), count: 1, lastSeen };
  await em.insert(OperationUseEntity, use);
  recorder.count(prepareOperation(parse('query New { products { name } }'), undefined), undefined);
  await recorder.stop();
  expect(await seen()).not.toContainEqual(['Old', expect.anything()]);
  expect(await database.fork().count(SeenOperationEntity, { hash: 'old' })).toBe(0);
});
