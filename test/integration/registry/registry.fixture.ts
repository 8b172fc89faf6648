import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startGateway, type RunningGateway } from '../../../gateway/app.ts';
import { gatewayConfig, gatewayVariables } from '../../../gateway/config.ts';
import { readEnvironment } from '../../../shared/config/environment.ts';
import { createLogger } from '../../../shared/telemetry/logger.ts';
import { NoteLog, notesTypes, shopTypes, startNotes, startShop } from '../../support/stub-subgraph.graph.ts';
import type { Json } from '../../support/json.ts';
import { link, type StubSubgraph } from '../../support/stub-subgraph.ts';
import { createTestDatabase, type TestDatabase } from '../../support/test-database.ts';

export type { Json };

export const adminToken = 'the-admins-token-of-tests';
export const shopSdl = `${link}\n${shopTypes}`;
export const notesSdl = `${link}\n${notesTypes}`;

export interface RegistryFault {
  readonly message: string;
  readonly extensions: Record<string, unknown> & { code: string; findings?: Record<string, unknown>[] };
}

export interface RegistryReply {
  readonly status: number;
  readonly data?: Record<string, Json> | null;
  readonly errors?: RegistryFault[];
}

export interface Change {
  readonly subgraph: string;
  readonly partition?: string[];
  readonly sdl?: string;
  readonly url?: string;
  readonly remove?: boolean;
}

/** Gateways with one registry, and two stub subgraphs that are not published yet. */
export interface RegistryFixture extends AsyncDisposable {
  readonly database: TestDatabase;
  readonly gateway: RunningGateway;
  readonly shop: StubSubgraph;
  readonly notes: StubSubgraph;
  /** Another gateway of the same registry, with a data folder of its own. */
  startAnother(environment?: Record<string, string>): Promise<RunningGateway>;
  ask(query: string, variables?: Record<string, unknown>, token?: string): Promise<RegistryReply>;
  publish(
    changes: Change[],
    more?: { token?: string; probe?: boolean; force?: boolean; message?: string },
  ): Promise<RegistryReply>;
  /** Both stubs. */
  publishAll(): Promise<RegistryReply>;
  /** The version in service; 0 before the first publish. */
  version(): Promise<number>;
  query(query: string, gateway?: RunningGateway): Promise<Record<string, Json>>;
  get(path: string, headers?: Record<string, string>): Promise<Response>;
}

export async function startRegistryFixture(environment: Record<string, string> = {}): Promise<RegistryFixture> {
  const database = await createTestDatabase('gateway');
  const [shop, notes] = await Promise.all([startShop(), startNotes(new NoteLog())]);
  const gateways: RunningGateway[] = [];
  const directories: string[] = [];

  async function start(more: Record<string, string> = {}): Promise<RunningGateway> {
    const directory = await mkdtemp(join(tmpdir(), 'registry-'));
    directories.push(directory);
    const gateway = await startRegistryGateway({
      DATA_DIR: directory,
      GATEWAY_DATABASE_URL: database.url,
      ...environment,
      ...more,
    });
    gateways.push(gateway);
    return gateway;
  }

  const gateway = await start();
  const ask: RegistryFixture['ask'] = (query, variables = {}, token = adminToken) =>
    askRegistry(gateway, { query, variables, token });
  const publish: RegistryFixture['publish'] = (changes, { token, probe = true, force = false, message } = {}) =>
    ask(publishOperation, { changes, probe, force, message }, token);
  return {
    database,
    gateway,
    shop,
    notes,
    startAnother: start,
    ask,
    publish,
    publishAll: () =>
      publish([
        { subgraph: 'shop', sdl: shopSdl, url: shop.url },
        { subgraph: 'notes', sdl: notesSdl, url: notes.url },
      ]),
    version: async () => (await ask('{ version { number } }')).data?.['version']?.number ?? 0,
    query: (query, of = gateway) => postQuery(of, query),
    get: (path, headers = {}) => fetch(new URL(path, gateway.url), { headers }),
    [Symbol.asyncDispose]: async () => {
      await Promise.all(gateways.map((one) => one.stop()));
      await Promise.all([shop.stop(), notes.stop()]);
      await database[Symbol.asyncDispose]();
      await Promise.all(directories.map((one) => rm(one, { recursive: true })));
    },
  };
}

export function startRegistryGateway(environment: Record<string, string>): Promise<RunningGateway> {
  const values = readEnvironment(gatewayVariables, {
    PORT: '0',
    STARTUP_TIMEOUT: '5s',
    GATEWAY_REGISTRY_ADMIN_TOKEN: adminToken,
    GATEWAY_REGISTRY_POLL: '100ms',
    ...environment,
  });
  return startGateway(gatewayConfig(values), createLogger('gateway', 'silent'));
}

export const publishOperation = `mutation ($changes: [SubgraphChange!]!, $message: String, $probe: Boolean!, $force: Boolean! = false) {
  publish(changes: $changes, message: $message, probe: $probe, force: $force) {
    changed
    version { number act actor message changes { subgraph partition kind number } hints { code message } }
  }
}`;

export interface RegistryQuestion {
  readonly query: string;
  readonly variables?: Record<string, unknown>;
  readonly token?: string;
}

export async function askRegistry(
  gateway: RunningGateway,
  { query, variables = {}, token = adminToken }: RegistryQuestion,
): Promise<RegistryReply> {
  const response = await fetch(new URL('/registry', gateway.url), {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...(token && { authorization: `Bearer ${token}` }) },
    body: JSON.stringify({ query, variables }),
  });
  return { status: response.status, ...((await response.json()) as Omit<RegistryReply, 'status'>) };
}

export async function postQuery(gateway: RunningGateway, query: string): Promise<Record<string, Json>> {
  const response = await fetch(gateway.url, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ query }),
  });
  return (await response.json()) as Record<string, Json>;
}

/** Asks again until `isMet`; rejects after `limit` milliseconds. */
export async function until(isMet: () => Promise<boolean>, limit = 2_000): Promise<void> {
  const end = Date.now() + limit;
  while (!(await isMet())) {
    if (Date.now() > end) throw new Error(`Not met within ${limit} ms.`);
    await new Promise((resolve) => setTimeout(resolve, 25));
  }
}
