import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createClient, type Client } from 'graphql-ws';
import { WebSocket } from 'ws';
import { startGateway, type RunningGateway } from '../../../gateway/app.ts';
import { gatewayConfig, gatewayVariables, type GatewayConfig } from '../../../gateway/config.ts';
import { type TokenSubject, issueToken } from '../../../shared/auth/token-issuer.ts';
import { ensureSigningKey, readSigningKey } from '../../../shared/auth/signing-key.ts';
import { readEnvironment } from '../../../shared/config/environment.ts';
import { createLogger } from '../../../shared/telemetry/logger.ts';
import type { SubgraphEndpoint } from '../../../gateway/transport/subgraph-endpoint.ts';
import { NoteLog, startNotes, startShop, type ShopOptions } from '../../support/stub-subgraph.graph.ts';
import type { StubSubgraph } from '../../support/stub-subgraph.ts';

export type Engine = GatewayConfig['engine'];
export const engines: readonly Engine[] = ['apollo', 'liaison'];

export interface Answer {
  readonly status: number;
  readonly body: {
    readonly data?: Record<string, unknown> | null;
    readonly errors?: readonly { message: string; path?: unknown[]; extensions: Record<string, unknown> }[];
  };
}

/** A gateway over the stub subgraphs shop and notes, with a data folder of its own. */
export interface GatewayFixture extends AsyncDisposable {
  readonly gateway: RunningGateway;
  readonly log: NoteLog;
  shop: StubSubgraph;
  notes: StubSubgraph;
  readonly directory: string;
  query(query: string, more?: QueryOptions): Promise<Answer>;
  get(path: string, headers?: Record<string, string>): Promise<Response>;
  socket(connectionParams?: Record<string, unknown>): Client;
  /** Seconds; negative for a token that has expired. */
  token(lifetime: number): Promise<string>;
}

export interface QueryOptions {
  readonly variables?: Record<string, unknown>;
  readonly headers?: Record<string, string>;
}

export interface FixtureOptions extends ShopOptions {
  readonly config?: Partial<GatewayConfig>;
}

export async function startFixture({ config = {}, ...shopOptions }: FixtureOptions = {}): Promise<GatewayFixture> {
  const directory = await mkdtemp(join(tmpdir(), 'gateway-'));
  const log = new NoteLog();
  const [shop, notes] = await Promise.all([startShop(shopOptions), startNotes(log)]);
  const gateway = await startGateway(testConfig(directory, [shop, notes], config), createLogger('gateway', 'silent'));
  const clients: Client[] = [];

  const fixture: GatewayFixture = {
    gateway,
    log,
    shop,
    notes,
    directory,
    query: (query, more) => post(gateway.url, query, more),
    get: (path, headers = {}) => fetch(new URL(path, gateway.url), { headers }),
    socket: (connectionParams = {}) => {
      const url = gateway.url.replace('http', 'ws');
      const client = createClient({ url, webSocketImpl: WebSocket, retryAttempts: 0, connectionParams });
      clients.push(client);
      return client;
    },
    token: (lifetime) => signToken(directory, lifetime),
    [Symbol.asyncDispose]: async () => {
      await Promise.all(clients.map(async (client) => client.dispose()));
      await gateway.stop();
      await Promise.all([fixture.shop.stop(), fixture.notes.stop()]);
      await rm(directory, { recursive: true });
    },
  };
  return fixture;
}

export function testConfig(
  directory: string,
  subgraphs: readonly SubgraphEndpoint[],
  more: Partial<GatewayConfig> = {},
): GatewayConfig {
  const list = subgraphs.map(({ name, url }) => `${name}=${url}`).join();
  const environment = { PORT: '0', DATA_DIR: directory, GATEWAY_SUBGRAPHS: list, STARTUP_TIMEOUT: '2s' };
  return { ...gatewayConfig(readEnvironment(gatewayVariables, environment)), ...more };
}

async function post(url: string, query: string, { variables, headers = {} }: QueryOptions = {}): Promise<Answer> {
  const body = JSON.stringify({ query, variables });
  const response = await fetch(url, {
    method: 'POST',
    headers: { 'content-type': 'application/json', accept: 'application/graphql-response+json', ...headers },
    body,
  });
  return { status: response.status, body: (await response.json()) as Answer['body'] };
}

const clerk: TokenSubject = { subject: 'u1', name: 'Clerk', role: 'city-clerk', divisionCode: '230100' };

async function signToken(directory: string, lifetime: number): Promise<string> {
  const files = {
    privateKeyFile: join(directory, 'keys', 'private.jwk'),
    jwksFile: join(directory, 'keys', 'jwks.json'),
  };
  await ensureSigningKey(files);
  return `Bearer ${await issueToken(await readSigningKey(files.privateKeyFile), clerk, lifetime)}`;
}
