import { createLogger } from '../../shared/telemetry/logger.ts';
import type { Role } from '../../shared/auth/role.ts';
import type { SubgraphConfig } from '../../shared/config/subgraph-variables.ts';
import type { CaseLevel } from '../../shared/lifecycle/congress-level.ts';
import type { LevelResources, RunningLevel } from '../../shared/suggestion/start-level.ts';
import { startCity } from '../../subgraphs/city/app.ts';
import { startDistrict } from '../../subgraphs/district/app.ts';
import { startTownship } from '../../subgraphs/township/app.ts';
import { freePort } from './free-port.ts';
import { insertSample } from './level-harness.sample.ts';
import { createTestDatabase, type TestDatabase } from './test-database.ts';
import { createTestKeys, type TestKeys, type TokenClaims } from './tokens.ts';
import { openWsClient, type WsClient } from './ws-client.ts';

export type LevelName = 'city' | 'district' | 'township';

/** What a test must know of a level to run the same steps on each. */
export interface LevelProfile {
  readonly name: LevelName;
  readonly level: CaseLevel;
  /** The GraphQL type of its suggestions, which ends the name of each of its mutations. */
  readonly type: 'CitySuggestion' | 'DistrictSuggestion' | 'TownshipSuggestion';
  readonly feed: 'citySuggestionEvents' | 'districtSuggestionEvents' | 'townshipSuggestionEvents';
  readonly logPosition: 'citySuggestionLogPosition' | 'districtSuggestionLogPosition' | 'townshipSuggestionLogPosition';
  /** Whose congress the suggestions are made to. */
  readonly divisionCode: string;
  /** Another division of the same kind, which a token may wrongly belong to. */
  readonly otherDivisionCode: string;
  /** Reviews, assigns and closes. */
  readonly clerk: Role;
  start(config: SubgraphConfig, resources: LevelResources): Promise<RunningLevel>;
}

export const profiles: Readonly<Record<LevelName, LevelProfile>> = {
  city: {
    name: 'city',
    level: 'CITY',
    type: 'CitySuggestion',
    feed: 'citySuggestionEvents',
    logPosition: 'citySuggestionLogPosition',
    divisionCode: '230100',
    otherDivisionCode: '230200',
    clerk: 'city-clerk',
    start: startCity,
  },
  district: {
    name: 'district',
    level: 'DISTRICT',
    type: 'DistrictSuggestion',
    feed: 'districtSuggestionEvents',
    logPosition: 'districtSuggestionLogPosition',
    divisionCode: '230102',
    otherDivisionCode: '230103',
    clerk: 'district-clerk',
    start: startDistrict,
  },
  township: {
    name: 'township',
    level: 'TOWNSHIP',
    type: 'TownshipSuggestion',
    feed: 'townshipSuggestionEvents',
    logPosition: 'townshipSuggestionLogPosition',
    divisionCode: '230102101',
    otherDivisionCode: '230102102',
    clerk: 'presidium',
    start: startTownship,
  },
};

/** For `describe.each(levels)('a %s level', …)`. */
export const levels: readonly LevelName[] = ['city', 'district', 'township'];

/** Who sends a request: the claims of a token to be made, an Authorization header as it is, or nobody. */
export type Sender = TokenClaims | string | undefined;

export interface GraphQLAnswer {
  readonly status: number;
  // eslint-disable-next-line @typescript-eslint/no-explicit-any -- JSON of any shape
  readonly data: any;
  readonly errors: readonly {
    readonly message: string;
    readonly path?: readonly (string | number)[];
    readonly extensions: Record<string, unknown>;
  }[];
}

export interface TestLevelOptions {
  readonly clock?: () => Date;
  readonly redisUrl?: string;
  /** Milliseconds after which readers look at the log even if nothing woke them. */
  readonly pollInterval?: number;
  /** Milliseconds between two looks of the clock at the cases; without it the level has no clock of its own. */
  readonly clockInterval?: number;
  /** How the level follows those beside it, once it is told where they are. */
  readonly linkTuning?: LevelResources['linkTuning'];
  /** Shares database and keys with a level that runs already, as a second process of the same level does. */
  readonly beside?: Pick<TestLevel, 'keys' | 'testDatabase'>;
}

/** A level's service over real HTTP and WebSocket on a database of its own, with a few real divisions of Harbin. */
export interface TestLevel extends AsyncDisposable {
  [Symbol.asyncDispose](): Promise<void>;
  readonly profile: LevelProfile;
  readonly keys: TestKeys;
  readonly testDatabase: TestDatabase;
  /** The running service; another one after a restart. */
  readonly service: RunningLevel;
  /** POSTs a GraphQL operation. */
  run(query: string, request?: { variables?: Record<string, unknown>; as?: Sender }): Promise<GraphQLAnswer>;
  /** Opens graphql-transport-ws; the client is closed with the level. */
  connect(as?: Sender): Promise<WsClient>;
  stop(): Promise<void>;
  /** Starts again on the same database, the same keys and the same port. */
  start(): Promise<void>;
}

/**
 * Starts a level on a free port: `await using level = await startTestLevel('district')`. Disposing stops it, closes its
 * clients and drops its database.
 */
export async function startTestLevel(name: LevelName, options: TestLevelOptions = {}): Promise<TestLevel> {
  const profile = profiles[name];
  const keys = options.beside?.keys ?? (await createTestKeys());
  const testDatabase = options.beside?.testDatabase ?? (await createTestDatabase(name));
  const clients = new Set<WsClient>();
  const open = (port: number): Promise<RunningLevel> =>
    profile.start(
      {
        host: '127.0.0.1',
        port,
        dataDir: keys.folder,
        database: testDatabase.target,
        redisUrl: options.redisUrl,
        cursorSecret: undefined,
        jwksFile: keys.files.jwksFile,
        privateKeyFile: keys.files.privateKeyFile,
        startupTimeout: 20_000,
        logLevel: 'silent',
        clockInterval: options.clockInterval,
      },
      {
        logger: createLogger(name, 'silent'),
        ...(options.clock && { clock: options.clock }),
        ...(options.pollInterval && { pollInterval: options.pollInterval }),
        ...(options.linkTuning && { linkTuning: options.linkTuning }),
      },
    );
  const headerOf = async (as: Sender): Promise<string | undefined> =>
    typeof as === 'object' ? await keys.bearer(as) : as;
  let service = await open(await freePort());
  let isRunning = true;
  if (!options.beside) await insertSample(name, service.database);

  const level: TestLevel = {
    profile,
    keys,
    testDatabase,
    get service() {
      return service;
    },
    async run(query, { variables, as } = {}) {
      return post(service.url, { query, variables }, await headerOf(as));
    },
    async connect(as) {
      const client = openWsClient(service.url, await headerOf(as));
      clients.add(client);
      return client;
    },
    async stop() {
      if (!isRunning) return;
      isRunning = false;
      await service.stop();
    },
    async start() {
      service = await open(service.port);
      isRunning = true;
    },
    async [Symbol.asyncDispose]() {
      for (const client of clients) await client[Symbol.asyncDispose]();
      await level.stop();
      if (options.beside) return;
      await testDatabase[Symbol.asyncDispose]();
      await keys[Symbol.asyncDispose]();
    },
  };
  return level;
}

async function post(url: string, body: object, authorization: string | undefined): Promise<GraphQLAnswer> {
  const response = await fetch(url, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...(authorization && { authorization }) },
    body: JSON.stringify(body),
  });
  const { data, errors } = (await response.json()) as { data?: unknown; errors?: GraphQLAnswer['errors'] };
  return { status: response.status, data, errors: errors ?? [] };
}
