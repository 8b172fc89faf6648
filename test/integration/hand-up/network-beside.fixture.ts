import { createLogger } from '../../../shared/telemetry/logger.ts';
import { startNetwork } from '../../../subgraphs/network/app.ts';
import { rebuildNetwork } from '../../../subgraphs/network/rebuild.ts';
import type { Json } from '../../support/json.ts';
import { createTestDatabase } from '../../support/test-database.ts';
import { postOperation } from '../../support/whole-graph.ts';
import type { ThreeLevels } from './three-levels.fixture.ts';

export interface NetworkBeside extends AsyncDisposable {
  caughtUp(): Promise<void>;
  rebuild(): Promise<unknown>;
  /** The data of an answer. */
  ask(query: string): Promise<Json>;
}

/** Network with a database of its own, which reads the feeds of the three levels. */
export async function startNetworkBeside({ keys, endpoints }: ThreeLevels): Promise<NetworkBeside> {
  const testDatabase = await createTestDatabase('network');
  const logger = createLogger('network', 'silent');
  const config = {
    ...{ host: '127.0.0.1', port: 0, dataDir: keys.folder, database: testDatabase.target, feeds: endpoints },
    ...{ redisUrl: process.env['TEST_REDIS_URL'], cursorSecret: undefined, jwksFile: keys.files.jwksFile },
    ...{ privateKeyFile: keys.files.privateKeyFile, startupTimeout: 20_000, logLevel: 'silent' as const },
  };
  const network = await startNetwork(config, { logger });
  return {
    caughtUp: () => network.caughtUp(),
    rebuild: () => rebuildNetwork(config, { logger }),
    ask: async (query) => (await postOperation(network.url, { query })).data,
    async [Symbol.asyncDispose]() {
      await network.stop();
      await testDatabase[Symbol.asyncDispose]();
    },
  };
}
