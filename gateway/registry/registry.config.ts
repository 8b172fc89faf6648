import { z } from 'zod';
import { databaseUrl, type DatabaseTarget } from '../../shared/database/database-url.ts';
import type { VariableValues } from '../../shared/config/environment.ts';
import { duration, oneOf, url, wholeNumber } from '../../shared/config/variable.ts';
import { urlsByName } from '../config.lists.ts';
import type { SubgraphEndpoint } from '../transport/subgraph-endpoint.ts';

const mebibyte = 1024 * 1024;

const tags = z
  .string()
  .prefault('internal')
  .transform((text) =>
    text
      .split(',')
      .map((tag) => tag.trim())
      .filter(Boolean),
  );

/** The registry's part of the gateway's environment variables. */
export const registryVariables = {
  GATEWAY_DATABASE_URL: databaseUrl.describe('the database of the schema registry; without it there is no registry'),
  REDIS_URL: url('redis', 'rediss').optional().describe('wakes other processes after a publish'),
  GATEWAY_REGISTRY_ADMIN_TOKEN: z
    .string()
    .min(16, 'It takes at least 16 characters')
    .optional()
    .describe('a token that may do everything in the registry'),
  GATEWAY_REGISTRY_POLL: duration('500ms').describe('how often a gateway looks for a new supergraph in the registry'),
  GATEWAY_REGISTRY_VARIANT: oneOf(['internal', 'public'], 'internal').describe('which variant this gateway serves'),
  GATEWAY_REGISTRY_INTERNAL_TAGS: tags.describe('what bears one of these @tag names is not in the public variant'),
  GATEWAY_REGISTRY_ROUTER_URLS: urlsByName.describe(
    "URLs that other routers get in place of subgraphs' own, as name=URL, such as a partition proxy's",
  ),
  GATEWAY_REGISTRY_CHECK_DAYS: wholeNumber(30, 1, 3_650).describe(
    'days for which an operation that a client sent counts in checks',
  ),
  GATEWAY_REGISTRY_CHECK_THRESHOLD: wholeNumber(1, 1, 1_000_000_000).describe(
    'times that an operation has to be seen in these days to count',
  ),
  GATEWAY_REGISTRY_USAGE_INTERVAL: duration('10s').describe('how often counts of operations are written'),
  GATEWAY_REGISTRY_MAX_SDL: wholeNumber(8 * mebibyte, 1024, 64 * mebibyte).describe(
    'bytes of the largest schema that is taken',
  ),
};

/** How the registry of a gateway is set up. */
export interface RegistryConfig {
  readonly database: DatabaseTarget;
  /** Undefined: wake-ups stay in the process. */
  readonly redisUrl: string | undefined;
  readonly adminToken: string | undefined;
  /** Milliseconds between two looks at the database. */
  readonly pollInterval: number;
  readonly variant: 'internal' | 'public';
  readonly internalTags: readonly string[];
  /** In what other routers get, by the subgraph's name. */
  readonly routerUrls: ReadonlyMap<string, string>;
  /** Days for which an operation counts after it was seen. */
  readonly checkDays: number;
  /** Times that it has to be seen in them. */
  readonly checkThreshold: number;
  /** Milliseconds between two writes of what was counted. */
  readonly usageInterval: number;
  /** Bytes of one schema. */
  readonly maxSdl: number;
  /** Published at the start where the registry does not have them from elsewhere. */
  readonly seeds: readonly SubgraphEndpoint[];
}

/** Undefined where the gateway has no registry. */
export function registryConfig(
  values: VariableValues<typeof registryVariables>,
  seeds: readonly SubgraphEndpoint[],
): RegistryConfig | undefined {
  if (!values.GATEWAY_DATABASE_URL) return undefined;
  return {
    database: values.GATEWAY_DATABASE_URL,
    redisUrl: values.REDIS_URL,
    adminToken: values.GATEWAY_REGISTRY_ADMIN_TOKEN,
    pollInterval: values.GATEWAY_REGISTRY_POLL,
    variant: values.GATEWAY_REGISTRY_VARIANT,
    internalTags: values.GATEWAY_REGISTRY_INTERNAL_TAGS,
    routerUrls: values.GATEWAY_REGISTRY_ROUTER_URLS,
    checkDays: values.GATEWAY_REGISTRY_CHECK_DAYS,
    checkThreshold: values.GATEWAY_REGISTRY_CHECK_THRESHOLD,
    usageInterval: values.GATEWAY_REGISTRY_USAGE_INTERVAL,
    maxSdl: values.GATEWAY_REGISTRY_MAX_SDL,
    seeds,
  };
}
