import { z } from 'zod';
import { readEnvironment } from '../../shared/config/environment.ts';
import { operatorMessage } from '../../shared/errors/operator-message.ts';
import { createLogger } from '../../shared/telemetry/logger.ts';
import { registryConfig, registryVariables } from '../../gateway/registry/registry.config.ts';
import { RegistryRefusal, UsageError } from './command-outcome.ts';

/** Options of every registry command. */
export interface ConnectionOptions {
  readonly registry?: string;
  readonly token?: string;
  readonly json?: boolean;
}

export interface RegistryAnswer {
  readonly data?: Readonly<Record<string, unknown>> | null;
  readonly errors?: readonly { readonly message: string; readonly extensions?: Record<string, unknown> }[];
}

const defaultRegistry = 'http://127.0.0.1:4000/registry';

/** Milliseconds; a publish composes the whole graph before it answers. */
const timeout = 120_000;

/**
 * Runs an operation of the registry's API: over HTTP where a registry or a token is named, else on the database itself
 * where GATEWAY_DATABASE_URL names it. Throws RegistryRefusal or UsageError.
 */
export async function askRegistry<Data>(
  options: ConnectionOptions,
  query: string,
  variables: Readonly<Record<string, unknown>> = {},
): Promise<Data> {
  const registry = options.registry ?? process.env['LIAISON_REGISTRY'];
  const token = options.token ?? process.env['LIAISON_TOKEN'];
  const isDirect = !registry && !token && Boolean(process.env['GATEWAY_DATABASE_URL']);
  const answer = isDirect
    ? await askDatabase(query, variables)
    : await askGateway({ url: registryUrl(registry ?? defaultRegistry), token }, query, variables);
  const [error] = answer.errors ?? [];
  if (error && !isDirect && isForeign(error)) throw notRegistry(registry ?? defaultRegistry, error.message);
  if (error) throw new RegistryRefusal(error.message, error.extensions ?? {});
  return answer.data as Data;
}

/** A registry knows the command's own operations; the graph itself does not, and takes users' tokens only. */
function isForeign({ extensions }: { readonly extensions?: Record<string, unknown> }): boolean {
  const code = extensions?.['code'];
  if (typeof code !== 'string') return true;
  return /^(?:GRAPHQL_VALIDATION_FAILED|UNAUTHENTICATED|TOKEN_\w+)$/.test(code);
}

function notRegistry(url: string, reason: string): RegistryRefusal {
  return new RegistryRefusal(
    `${url} is no registry that this command knows: ${reason.replace(/\.$/, '')}. Name one such as ${defaultRegistry} with --registry or LIAISON_REGISTRY.`,
    { code: 'REGISTRY_UNAVAILABLE' },
  );
}

/** A gateway's address is as good as its registry's. */
function registryUrl(text: string): string {
  const isHttp = URL.canParse(text) && /^https?:$/.test(new URL(text).protocol);
  if (!isHttp) throw new UsageError(`--registry ${text}: it takes a URL such as ${defaultRegistry}.`);
  const url = new URL(text);
  if (url.pathname === '/') url.pathname = '/registry';
  return url.href;
}

interface Gateway {
  readonly url: string;
  readonly token: string | undefined;
}

async function askGateway(
  { url, token }: Gateway,
  query: string,
  variables: Readonly<Record<string, unknown>>,
): Promise<RegistryAnswer> {
  const answer = await fetch(url, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...(token && { authorization: `Bearer ${token}` }) },
    body: JSON.stringify({ query, variables }),
    signal: AbortSignal.timeout(timeout),
  }).catch((error: unknown) => {
    const { cause, message } = error as Error;
    const reason = cause instanceof Error && cause.message ? cause.message : message;
    throw new RegistryRefusal(`The registry at ${url} cannot be reached: ${reason}.`, { code: 'REGISTRY_UNAVAILABLE' });
  });
  const text = await answer.text();
  try {
    return JSON.parse(text) as RegistryAnswer;
  } catch {
    throw new RegistryRefusal(
      `${url} answers with status ${answer.status} and something that is no registry's answer. Is it a gateway with GATEWAY_DATABASE_URL set?`,
      { code: 'REGISTRY_UNAVAILABLE' },
    );
  }
}

const directVariables = { ...registryVariables, LOG_LEVEL: z.string().optional() };

/** Who has the database needs no token. */
async function askDatabase(query: string, variables: Readonly<Record<string, unknown>>): Promise<RegistryAnswer> {
  const config = registryConfig(readEnvironment(directVariables, process.env), []);
  if (!config) throw new UsageError('GATEWAY_DATABASE_URL is not set.');
  // Loaded where it is used: the database's drivers come with it.
  const { openRegistry, operator } = await import('../../gateway/registry/registry.ts');
  const logger = createLogger('registry', 'error');
  const registry = await openRegistry(
    { logger, onChange: () => undefined },
    { ...config, startupTimeout: 5_000 },
  ).catch((error: unknown) => {
    const { code = 'DATABASE_UNAVAILABLE' } = error as { code?: string };
    throw new RegistryRefusal(operatorMessage(error), { code });
  });
  try {
    return await registry.execute({ query, variables }, operator);
  } finally {
    await registry.stop();
  }
}
