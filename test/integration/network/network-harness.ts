import { createTestKeys, type TestKeys } from '../../support/tokens.ts';
import { createTestDatabase, type TestDatabase } from '../../support/test-database.ts';
import { openWsClient, type WsClient } from '../../support/ws-client.ts';
import type { GraphQLAnswer, Sender } from '../../support/level-harness.ts';
import { createLogger, type Logger } from '../../../shared/telemetry/logger.ts';
import { startNetwork, type RunningNetwork } from '../../../subgraphs/network/app.ts';
import type { NetworkConfig } from '../../../subgraphs/network/config.ts';
import type { FeedTuning } from '../../../shared/feed/feed-tuning.ts';
import { rebuildNetwork, type RebuildReport, type RebuildResources } from '../../../subgraphs/network/rebuild.ts';
import { LevelFeedStub } from './level-feed.stub.ts';

export interface TestNetworkOptions {
  readonly clock?: () => Date;
  readonly tuning?: Partial<FeedTuning>;
  readonly logger?: Logger;
  /** Runs before network starts for the first time. */
  readonly seed?: (stubs: Stubs) => void;
}

export interface Stubs {
  readonly city: LevelFeedStub;
  readonly district: LevelFeedStub;
  readonly township: LevelFeedStub;
}

/** Network over real HTTP and WebSocket on a database of its own, following three stub levels. */
export interface TestNetwork extends AsyncDisposable {
  readonly stubs: Stubs;
  readonly keys: TestKeys;
  readonly config: NetworkConfig;
  readonly service: RunningNetwork;
  start(options?: TestNetworkOptions): Promise<void>;
  stop(): Promise<void>;
  rebuild(resources?: Partial<RebuildResources>): Promise<RebuildReport>;
  run(query: string, request?: { variables?: Record<string, unknown>; as?: Sender }): Promise<GraphQLAnswer>;
  connect(as?: Sender): Promise<WsClient>;
  isReady(): Promise<boolean>;
  /** Tables of the read model, by their rows. */
  tables(): Promise<Record<string, Record<string, unknown>[]>>;
}

/** Fast enough for tests, slow enough to be a rest. */
const quick: Partial<FeedTuning> = { firstRetry: 10, longestRetry: 50, answerTimeout: 5_000, expiredPoll: 20 };

export async function startTestNetwork(options: TestNetworkOptions = {}): Promise<TestNetwork> {
  const keys = await createTestKeys();
  const stubs = {
    city: new LevelFeedStub('CITY', keys),
    district: new LevelFeedStub('DISTRICT', keys),
    township: new LevelFeedStub('TOWNSHIP', keys),
  };
  options.seed?.(stubs);
  for (const stub of Object.values(stubs)) await stub.start();
  const testDatabase = await createTestDatabase('network');
  const config = configOf({ keys, testDatabase, stubs });
  const clients: WsClient[] = [];
  let service: RunningNetwork | undefined;
  const running = (): RunningNetwork => {
    if (!service) throw new Error('Network is not running.');
    return service;
  };
  const network: TestNetwork = {
    stubs,
    keys,
    config,
    get service() {
      return running();
    },
    start: async (changed = {}) => {
      service = await startNetwork(config, resourcesOf({ ...options, ...changed }));
    },
    stop: async () => {
      const stopping = service;
      service = undefined;
      await stopping?.stop();
    },
    rebuild: (resources) => rebuildNetwork(config, { ...resourcesOf(options), ...resources }),
    run: async (query, { variables, as } = {}) => {
      const authorization = typeof as === 'object' ? await keys.bearer(as) : as;
      const response = await fetch(running().url, {
        method: 'POST',
        headers: { 'content-type': 'application/json', ...(authorization && { authorization }) },
        body: JSON.stringify({ query, variables }),
      });
      const answer = (await response.json()) as Partial<GraphQLAnswer>;
      return { status: response.status, data: answer.data, errors: answer.errors ?? [] };
    },
    connect: async (as) => {
      const client = openWsClient(running().url, typeof as === 'object' ? await keys.bearer(as) : as);
      clients.push(client);
      return client;
    },
    isReady: async () => (await fetch(new URL('/health/ready', running().url))).ok,
    tables: () => readTables(running()),
    [Symbol.asyncDispose]: async () => {
      for (const client of clients) await client[Symbol.asyncDispose]();
      await network.stop();
      for (const stub of Object.values(stubs)) await stub.stop();
      await testDatabase[Symbol.asyncDispose]();
      await keys[Symbol.asyncDispose]();
    },
  };
  await network.start();
  return network;
}

function configOf({
  keys,
  testDatabase,
  stubs,
}: {
  keys: TestKeys;
  testDatabase: TestDatabase;
  stubs: Stubs;
}): NetworkConfig {
  return {
    host: '127.0.0.1',
    port: 0,
    dataDir: keys.folder,
    database: testDatabase.target,
    redisUrl: process.env['TEST_REDIS_URL'],
    cursorSecret: undefined,
    jwksFile: keys.files.jwksFile,
    privateKeyFile: keys.files.privateKeyFile,
    startupTimeout: 20_000,
    logLevel: 'silent',
    feeds: Object.values(stubs).map((stub: LevelFeedStub) => ({ level: stub.level, url: stub.url })),
  };
}

function resourcesOf({ clock, tuning, logger }: TestNetworkOptions) {
  return {
    logger: logger ?? createLogger('network', 'silent'),
    tuning: { ...quick, ...tuning },
    ...(clock && { clock }),
  };
}

const tableKeys = {
  suggestion_view: 'id',
  suggestion_signer: 'suggestion_id, deputy_id',
  suggestion_organ: 'suggestion_id, organ',
  feed_cursor: 'level',
  status_change: 'position',
};

async function readTables({ database }: RunningNetwork): Promise<Record<string, Record<string, unknown>[]>> {
  const tables: Record<string, Record<string, unknown>[]> = {};
  for (const [table, key] of Object.entries(tableKeys)) {
    tables[table] = await database.fork().execute(`select * from ${table} order by ${key}`);
  }
  return tables;
}

/** Resolves as soon as `isMet` holds; asks again on every turn of a short timer, until the test's own time-out. */
export async function until(isMet: () => boolean | Promise<boolean>): Promise<void> {
  while (!(await isMet())) await new Promise((resolve) => setTimeout(resolve, 5));
}
