import { mkdtemp } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { freePort } from './free-port.ts';
import { createInstallation, ofLevels } from './installation.ts';
import { readSigningKey } from '../../shared/auth/signing-key.ts';
import { issueToken } from '../../shared/auth/token-issuer.ts';
import type { Sender } from './level-harness.ts';
import type { LiveGraph } from './whole-graph.acts.ts';
import { commandOutput, startProcess, type ProcessEnvironment, type RunningProcess } from './whole-graph.process.ts';
import { levelNames, postOperation, type ServiceName } from './whole-graph.ts';
import { openWsClient } from './ws-client.ts';

export type ProcessName = ServiceName | 'gateway';

export const processNames: readonly ProcessName[] = [...levelNames, 'network', 'gateway'];

export interface ProcessGraphOptions {
  readonly seed: 'none' | 'demo';
  /** Beside those of every level. */
  readonly levels?: ProcessEnvironment;
}

/** Five processes that share nothing but keys and a secret, each with a data folder of its own, as containers have. */
export interface ProcessGraph extends LiveGraph, AsyncDisposable {
  [Symbol.asyncDispose](): Promise<void>;
  /** What each process was started with. */
  readonly environments: Readonly<Record<ProcessName, ProcessEnvironment>>;
  urlOf(name: ProcessName): string;
  /** The value of an Authorization header. */
  headerOf(as: Sender): Promise<string | undefined>;
  /** On the port that it had before, if it ran before. */
  start(name: ProcessName): Promise<void>;
  kill(name: ProcessName): Promise<void>;
  running(name: ProcessName): RunningProcess;
  isReady(name: ProcessName): Promise<boolean>;
}

const fileOf = (name: ProcessName): string => (name === 'gateway' ? 'gateway/main.ts' : `subgraphs/${name}/main.ts`);

export async function startProcessGraph(options: ProcessGraphOptions): Promise<ProcessGraph> {
  const stack = new AsyncDisposableStack();
  try {
    return await startAll(options, stack);
  } catch (error) {
    await stack.disposeAsync();
    throw error;
  }
}

async function startAll({ seed, levels }: ProcessGraphOptions, stack: AsyncDisposableStack): Promise<ProcessGraph> {
  const installation = stack.use(await createInstallation());
  const { folder } = installation;
  const keys = {
    AUTH_JWKS_FILE: join(folder, 'shared', 'jwks.json'),
    AUTH_PRIVATE_KEY_FILE: join(folder, 'shared', 'private.jwk'),
  };
  const running = new Map<ProcessName, RunningProcess>();
  const urls = new Map<ProcessName, string>();
  stack.defer(async () => {
    for (const child of running.values()) await child[Symbol.asyncDispose]();
  });
  const urlOf = (name: ProcessName): string => urls.get(name)!;
  const { REDIS_URL, ...databases } = installation.environment;
  const common = async (name: ProcessName): Promise<ProcessEnvironment> => ({
    PORT: String(await freePort()),
    DATA_DIR: await mkdtemp(join(folder, `${name}-`)),
    AUTH_JWKS_FILE: keys.AUTH_JWKS_FILE,
    ...(name !== 'gateway' && { REDIS_URL, CURSOR_SECRET: 'of-the-test-only'.repeat(2) }),
  });
  const environments: Record<ProcessName, ProcessEnvironment> = {
    city: { ...(await common('city')), CITY_DATABASE_URL: databases['CITY_DATABASE_URL'], ...levels },
    district: { ...(await common('district')), DISTRICT_DATABASE_URL: databases['DISTRICT_DATABASE_URL'], ...levels },
    township: { ...(await common('township')), TOWNSHIP_DATABASE_URL: databases['TOWNSHIP_DATABASE_URL'], ...levels },
    network: {},
    gateway: {},
  };
  const start = async (name: ProcessName): Promise<void> => {
    const started = startProcess([fileOf(name)], environments[name]);
    running.set(name, started);
    urls.set(name, await started.ready);
  };

  await commandOutput(['keys', 'create'], keys);
  await commandOutput(['seed'], { ...ofLevels(installation), SEED: seed });
  await Promise.all(levelNames.map(start));
  const feeds = levelNames.map((level) => `${level}=${urlOf(level).replace('http', 'ws')}`).join();
  const kill = async (name: ProcessName): Promise<void> => {
    const child = running.get(name)!;
    child.kill('SIGKILL');
    await child.ended;
  };
  // Each level follows those beside it, whose ports are known only now.
  const links = { LEVEL_FEEDS: feeds, AUTH_PRIVATE_KEY_FILE: keys.AUTH_PRIVATE_KEY_FILE };
  for (const name of levelNames) environments[name] = { ...environments[name], ...links };
  await Promise.all(levelNames.map(kill));
  await Promise.all(levelNames.map(start));
  environments.network = {
    ...(await common('network')),
    NETWORK_DATABASE_URL: databases['NETWORK_DATABASE_URL'],
    NETWORK_FEEDS: feeds,
    AUTH_PRIVATE_KEY_FILE: keys.AUTH_PRIVATE_KEY_FILE,
  };
  await start('network');
  const subgraphs = [...levelNames, 'network' as const].map((name) => `${name}=${urlOf(name)}`).join();
  environments.gateway = { ...(await common('gateway')), GATEWAY_SUBGRAPHS: subgraphs, GATEWAY_ENGINE: 'liaison' };
  await start('gateway');

  const signing = await readSigningKey(keys.AUTH_PRIVATE_KEY_FILE);
  const headerOf = async (as: Sender): Promise<string | undefined> => {
    if (typeof as !== 'object') return as;
    return `Bearer ${await issueToken(signing, { subject: `test-${as.role}`, name: 'Test', ...as }, 600)}`;
  };
  return {
    environments,
    urlOf,
    headerOf,
    start,
    running: (name) => running.get(name)!,
    kill,
    isReady: async (name) => (await fetch(new URL('/health/ready', urlOf(name)))).status === 200,
    query: async (query, { variables, as }) =>
      postOperation(urlOf('gateway'), { query, variables }, await headerOf(as)),
    connect: async ({ as }) => openWsClient(urlOf('gateway'), await headerOf(as)),
    [Symbol.asyncDispose]: () => stack.disposeAsync(),
  };
}

/** Asks until it is so; throws after 30 seconds. */
export async function until(what: string, isSo: () => Promise<boolean>): Promise<void> {
  const deadline = Date.now() + 30_000;
  while (!(await isSo())) {
    if (Date.now() > deadline) throw new Error(`Not within 30 seconds: ${what}.`);
    await pause(50);
  }
}
