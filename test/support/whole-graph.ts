import { bundledAsOf, bundledDivisions } from '../../cli/divisions/bundled-divisions.ts';
import { readDivisionFiles, type DivisionSet } from '../../cli/divisions/division-files.ts';
import { importDivisions } from '../../cli/divisions/import-divisions.ts';
import { seedLevels, type SeedAmount } from '../../cli/seed/seed-levels.ts';
import { startGateway, type RunningGateway } from '../../gateway/app.ts';
import { gatewayConfig, gatewayVariables, type GatewayConfig } from '../../gateway/config.ts';
import { readEnvironment } from '../../shared/config/environment.ts';
import type { SubgraphConfig } from '../../shared/config/subgraph-variables.ts';
import type { FeedEndpoint } from '../../shared/feed/feed-endpoint.ts';
import { createMemoryBus, type WakeBus } from '../../shared/events/wake-bus.ts';
import { caseLevels } from '../../shared/lifecycle/congress-level.ts';
import type { RunningLevel } from '../../shared/suggestion/start-level.ts';
import { createLogger, type Logger } from '../../shared/telemetry/logger.ts';
import { startCity } from '../../subgraphs/city/app.ts';
import { startDistrict } from '../../subgraphs/district/app.ts';
import { startNetwork, type RunningNetwork } from '../../subgraphs/network/app.ts';
import type { NetworkConfig } from '../../subgraphs/network/config.ts';
import { startTownship } from '../../subgraphs/township/app.ts';
import type { GraphQLAnswer, LevelName, Sender } from './level-harness.ts';
import { freePort } from './free-port.ts';
import { shareFiles } from './shared-files.ts';
import { createTestDatabase, isOnServer, sqliteFile, type TestDatabase } from './test-database.ts';
import { createTestKeys, type TestKeys } from './tokens.ts';
import { openWsClient, type WsClient } from './ws-client.ts';

export type Engine = GatewayConfig['engine'];
export type ServiceName = LevelName | 'network';

export const engines: readonly Engine[] = ['apollo', 'liaison'];
export const levelNames = ['city', 'district', 'township'] as const;
export const serviceNames = [...levelNames, 'network'] as const;

export interface WholeGraphOptions {
  /** Beside the divisions; `demo` where it is left out. */
  readonly seed?: SeedAmount;
  /** Only these districts of the city and what lies in them; all of them where it is left out. */
  readonly districts?: readonly string[];
  readonly gateway?: Partial<GatewayConfig>;
  /** Of all services and gateways; silent where it is left out. */
  readonly logger?: Logger;
}

export interface GraphRequest {
  readonly variables?: Record<string, unknown>;
  /** The claims of a token to be made, an Authorization header as it is, or nobody. */
  readonly as?: Sender;
  /** Whose gateway answers; the product's own where it is left out. */
  readonly engine?: Engine | undefined;
}

/**
 * All services over real sockets, on databases of their own, with two gateways over the same subgraphs, one for each
 * engine. Where TEST_REDIS_URL is set each service has its own bus over Redis, else all share one in memory.
 */
export interface WholeGraph extends AsyncDisposable {
  readonly keys: TestKeys;
  /** Each of these is another one after a restart. */
  readonly city: RunningLevel;
  readonly district: RunningLevel;
  readonly township: RunningLevel;
  readonly network: RunningNetwork;
  readonly networkConfig: NetworkConfig;
  /** For what a test starts beside the services; undefined where they are connected by Redis. */
  readonly bus: WakeBus | undefined;
  gateway(engine?: Engine): RunningGateway;
  /** POSTs an operation to a gateway. */
  query(text: string, request?: GraphRequest): Promise<GraphQLAnswer>;
  /** Opens graphql-transport-ws to a gateway; the client is closed with the graph, if not before. */
  connect(request?: Pick<GraphRequest, 'as' | 'engine'>): Promise<WsClient>;
  stop(service: ServiceName): Promise<void>;
  /** Starts it again on the same port and the same database. */
  start(service: ServiceName): Promise<void>;
}

/** The first thing that a test file does: `const graph = await startWholeGraph()`, disposed of in afterAll. */
export async function startWholeGraph(options: WholeGraphOptions = {}): Promise<WholeGraph> {
  const stack = new AsyncDisposableStack();
  try {
    return await start(options, stack);
  } catch (error) {
    await stack.disposeAsync();
    throw error;
  }
}

type Services = Record<LevelName, RunningLevel | undefined> & { network: RunningNetwork | undefined };

interface Surroundings {
  readonly keys: TestKeys;
  readonly databases: Readonly<Record<ServiceName, Pick<TestDatabase, 'target' | 'url'>>>;
  readonly bus: WakeBus | undefined;
}

const silent = createLogger('test', (process.env['E2E_LOG'] ?? 'silent') as 'silent');
const levelStarters = { city: startCity, district: startDistrict, township: startTownship } as const;

async function start(options: WholeGraphOptions, stack: AsyncDisposableStack): Promise<WholeGraph> {
  const keys = stack.use(await createTestKeys());
  const own = async (name: ServiceName): Promise<TestDatabase> => stack.use(await createTestDatabase(name));
  const databases = {
    city: await own('city'),
    district: await own('district'),
    township: await own('township'),
    network: await own('network'),
  };
  const redisUrl = process.env['TEST_REDIS_URL'];
  const bus = redisUrl ? undefined : stack.adopt(createMemoryBus(), (memory) => memory.close());
  const surroundings: Surroundings = { keys, databases, bus };
  const running: Services = { city: undefined, district: undefined, township: undefined, network: undefined };
  const ports = new Map<ServiceName, number>();
  stack.defer(async () => {
    await Promise.all(serviceNames.map(async (name) => running[name]?.stop()));
  });

  const of = <Name extends ServiceName>(name: Name): NonNullable<Services[Name]> => {
    const service = running[name];
    if (!service) throw new Error(`${name} is stopped.`);
    return service;
  };
  const networkConfig = (): NetworkConfig => networkConfigOf(surroundings, ports);
  const startService = async (name: ServiceName): Promise<void> => {
    const { logger = silent } = options;
    const resources = { logger, ...(bus && { bus }) };
    const port = ports.get(name) ?? (await freePort());
    ports.set(name, port);
    if (name === 'network') running.network = await startNetwork(networkConfig(), resources);
    else running[name] = await levelStarters[name](subgraphConfigOf(name, surroundings, port), resources);
    // The first time nobody knows yet where the others will be.
    if (name !== 'network' && ports.has('network')) await of(name).linkWith(levelFeedsOf(ports));
  };

  if (!isOnServer) await copyFilled(surroundings, options);
  for (const name of levelNames) await startService(name);
  if (isOnServer) await fill({ city: of('city'), district: of('district'), township: of('township') }, options);
  for (const name of levelNames) await of(name).linkWith(levelFeedsOf(ports));
  await startService('network');
  const gateways = new Map<Engine, RunningGateway>();
  for (const engine of engines) {
    const gateway = await startGateway(
      gatewayConfigOf(keys, ports, { engine, ...options.gateway }),
      options.logger ?? silent,
    );
    gateways.set(
      engine,
      stack.adopt(gateway, (started) => started.stop()),
    );
  }
  await of('network').caughtUp();

  const gatewayOf = (engine: Engine = 'liaison'): RunningGateway => gateways.get(engine)!;
  const headerOf = async (as: Sender): Promise<string | undefined> =>
    typeof as === 'object' ? await keys.bearer(as) : as;
  return {
    keys,
    bus,
    get city() {
      return of('city');
    },
    get district() {
      return of('district');
    },
    get township() {
      return of('township');
    },
    get network() {
      return of('network');
    },
    get networkConfig() {
      return networkConfig();
    },
    gateway: gatewayOf,
    query: async (text, { variables, as, engine } = {}) =>
      postOperation(gatewayOf(engine).url, { query: text, variables }, await headerOf(as)),
    connect: async ({ as, engine } = {}) => stack.use(openWsClient(gatewayOf(engine).url, await headerOf(as))),
    stop: async (name) => {
      const service = of(name);
      running[name] = undefined;
      await service.stop();
    },
    start: startService,
    [Symbol.asyncDispose]: () => stack.disposeAsync(),
  };
}

function subgraphConfigOf(name: ServiceName, { keys, databases }: Surroundings, port: number): SubgraphConfig {
  return {
    host: '127.0.0.1',
    port,
    dataDir: keys.folder,
    database: databases[name].target,
    redisUrl: process.env['TEST_REDIS_URL'],
    cursorSecret: undefined,
    jwksFile: keys.files.jwksFile,
    privateKeyFile: keys.files.privateKeyFile,
    startupTimeout: 20_000,
    logLevel: 'silent',
  };
}

/** Where the levels are followed: by network, and by each other. */
function levelFeedsOf(ports: ReadonlyMap<ServiceName, number>): FeedEndpoint[] {
  return caseLevels.map((level) => {
    const port = ports.get(level.toLowerCase() as LevelName);
    return { level, url: `ws://127.0.0.1:${port ?? 0}/graphql` };
  });
}

function networkConfigOf(surroundings: Surroundings, ports: ReadonlyMap<ServiceName, number>): NetworkConfig {
  const feeds = levelFeedsOf(ports);
  const { privateKeyFile } = surroundings.keys.files;
  return { ...subgraphConfigOf('network', surroundings, ports.get('network') ?? 0), feeds, privateKeyFile };
}

function gatewayConfigOf(
  keys: TestKeys,
  ports: ReadonlyMap<ServiceName, number>,
  more: Partial<GatewayConfig>,
): GatewayConfig {
  const subgraphs = [...ports].map(([name, port]) => `${name}=http://127.0.0.1:${port}/graphql`).join();
  const environment = { PORT: '0', DATA_DIR: keys.folder, GATEWAY_SUBGRAPHS: subgraphs, STARTUP_TIMEOUT: '20s' };
  const config = gatewayConfig(readEnvironment(gatewayVariables, environment));
  return { ...config, jwksFile: keys.files.jwksFile, ...more };
}

/** To fill SQLite files takes longer than most tests: those with the same in them are filled once in a run. */
async function copyFilled(surroundings: Surroundings, options: WholeGraphOptions): Promise<void> {
  const { seed = 'demo', districts = ['all'] } = options;
  const copy = await shareFiles(`levels-${seed}-${districts.join('-')}`, async (folder) => {
    const file = (name: ServiceName) => sqliteFile(folder, name);
    const databases = {
      city: file('city'),
      district: file('district'),
      township: file('township'),
      network: file('network'),
    };
    const startOne = (name: LevelName): Promise<RunningLevel> =>
      levelStarters[name](subgraphConfigOf(name, { ...surroundings, databases }, 0), { logger: silent });
    const [city, district, township] = await Promise.all([
      startOne('city'),
      startOne('district'),
      startOne('township'),
    ]);
    await fill({ city, district, township }, options);
    await Promise.all([city, district, township].map((level) => level.stop()));
  });
  for (const name of levelNames) await copy(`${name}.sqlite`, surroundings.databases[name].url.replace('sqlite:', ''));
}

async function fill(
  { city, district, township }: Record<LevelName, RunningLevel>,
  { seed = 'demo', districts }: WholeGraphOptions,
): Promise<void> {
  const databases = { city: city.database, district: district.database, township: township.database };
  const all = await readDivisionFiles(bundledDivisions);
  await importDivisions(databases, districts ? onlyIn(all, districts) : all, bundledAsOf);
  await seedLevels(databases, { amount: seed, now: new Date(), logger: silent });
}

function onlyIn(set: DivisionSet, districts: readonly string[]): DivisionSet {
  const isIn = ({ code }: { code: string }): boolean => districts.includes(code.slice(0, 6));
  const { city, areas, streets, villages } = set;
  return { city, areas: areas.filter(isIn), streets: streets.filter(isIn), villages: villages.filter(isIn) };
}

/** POSTs one operation to a GraphQL endpoint. */
export async function postOperation(
  url: string,
  body: { query: string; variables?: Record<string, unknown> | undefined; operationName?: string },
  authorization?: string,
): Promise<GraphQLAnswer> {
  const response = await fetch(url, {
    method: 'POST',
    headers: {
      'content-type': 'application/json',
      accept: 'application/graphql-response+json',
      ...(authorization && { authorization }),
    },
    body: JSON.stringify(body),
  });
  const { data, errors } = (await response.json()) as { data?: unknown; errors?: GraphQLAnswer['errors'] };
  return { status: response.status, data, errors: errors ?? [] };
}
