import { join } from 'node:path';
import { z } from 'zod';
import { databaseUrl, type DatabaseTarget } from '../database/database-url.ts';
import type { DeadlineSettings } from '../lifecycle/deadlines.ts';
import type { LogLevel } from '../telemetry/logger.ts';
import type { FeedEndpoint } from '../feed/feed-endpoint.ts';
import { ConfigurationError } from './environment.ts';
import { deadlineSettings } from './deadline-settings.ts';
import { feedList } from './feed-list.ts';
import { duration, logLevel, port, url } from './variable.ts';

/** How a subgraph's service is set up. */
export interface SubgraphConfig {
  readonly host: string;
  /** 0 takes any free port. */
  readonly port: number;
  readonly dataDir: string;
  readonly database: DatabaseTarget;
  /** Undefined: wake-ups stay in the process. */
  readonly redisUrl: string | undefined;
  /** Undefined: a secret kept in the data folder, created at the first start. */
  readonly cursorSecret: string | undefined;
  readonly jwksFile: string;
  /** JWK that signs the token with which the service reads others' feeds. */
  readonly privateKeyFile?: string | undefined;
  /** Where a level follows the levels beside it; undefined: it does not, or is told later. */
  readonly levelFeeds?: readonly FeedEndpoint[] | undefined;
  /** Milliseconds. */
  readonly startupTimeout: number;
  readonly logLevel: LogLevel;
  /** Undefined: the calendar that the product carries. */
  readonly holidaysFile?: string | undefined;
  /** Milliseconds between two looks of the clock at the cases; undefined: this process does not look. */
  readonly clockInterval?: number | undefined;
  /** Undefined: the level's defaults. */
  readonly deadlines?: DeadlineSettings | undefined;
  /** Undefined: nothing leaves the level's log by itself. */
  readonly retention?: RetentionSettings | undefined;
}

/** How a level's log is trimmed by itself. */
export interface RetentionSettings {
  /** For which an event stays at least. */
  readonly months: number;
  readonly archiveFolder: string;
  /** JWK that signs the archives. */
  readonly privateKeyFile: string;
}

/** Variables that every service reads alike. */
export const serviceVariables = {
  HOST: z.string().default('127.0.0.1').describe('address to listen on'),
  DATA_DIR: z.string().default('./var').describe('folder for databases, keys and caches'),
  AUTH_JWKS_FILE: z.string().optional().describe('public keys that verify tokens; default DATA_DIR/keys/jwks.json'),
  STARTUP_TIMEOUT: duration('60s').describe('how long a server that does not answer is tried at start'),
  LOG_LEVEL: logLevel,
};

const holidaysFile = z
  .string()
  .optional()
  .describe('holiday calendar for spans of working days; default data/holidays/cn.json');

const clockInterval = z
  .union([z.literal('off').transform(() => undefined), duration('1m')], 'It takes a span such as 10s or 1m, or off')
  .describe('how often the clock looks for cases that are due soon or overdue');

const logRetentionMonths = z
  .string()
  .regex(/^(off|[6-9]|[1-9]\d{1,3})$/, 'It takes 6 to 9999, or off')
  .transform((text) => (text === 'off' ? undefined : Number(text)))
  .optional()
  .describe('months for which events stay in the logs; older ones are moved to archives');

const logArchiveDir = z
  .string()
  .optional()
  .describe('folder to which levels move events that are older than LOG_RETENTION_MONTHS, by themselves');

const levelFeeds = feedList
  .optional()
  .describe('subgraphs of the levels, of which each follows those beside it for hand-ups');

const deadlines = deadlineSettings
  .optional()
  .describe("spans other than the level's own, such as replyMonths=2,230102.receiveWorkingDays=5");

/** Variables of one of the three levels. */
export function levelServiceVariables<const Name extends string>(name: Name) {
  const key = `${name.toUpperCase()}_DEADLINES` as `${Uppercase<Name>}_DEADLINES`;
  const own = { [key]: deadlines } as Record<typeof key, typeof deadlines>;
  return {
    HOLIDAYS_FILE: holidaysFile,
    LOG_RETENTION_MONTHS: logRetentionMonths,
    LOG_ARCHIVE_DIR: logArchiveDir,
    CLOCK_INTERVAL: clockInterval,
    LEVEL_FEEDS: levelFeeds,
    AUTH_PRIVATE_KEY_FILE: privateKeyFile,
    ...own,
  };
}

/** Of services that sign: tokens with which they read others' feeds, and archives of logs. */
export const privateKeyFile = z
  .string()
  .optional()
  .describe('private key that signs the tokens of services; default DATA_DIR/keys/private.jwk');

/** Variables of services that keep a database. */
export const storeVariables = {
  REDIS_URL: url('redis', 'rediss').optional().describe('wakes readers in other processes'),
  CURSOR_SECRET: z
    .string()
    .min(16, 'It takes at least 16 characters')
    .optional()
    .describe('signs cursors; the same for all replicas of a service'),
};

const databaseVariable = databaseUrl.describe('default sqlite:DATA_DIR/<name>.sqlite');

/** The variables of one subgraph's process: `name` is its name in lower case. */
export function subgraphVariables<const Name extends string>(name: Name, defaultPort: number) {
  const key = `${name.toUpperCase()}_DATABASE_URL` as `${Uppercase<Name>}_DATABASE_URL`;
  const database = { [key]: databaseVariable } as Record<typeof key, typeof databaseVariable>;
  return { PORT: port(defaultPort).describe('port to listen on'), ...serviceVariables, ...storeVariables, ...database };
}

/** The values of those variables, whatever the subgraph's name. */
export interface SubgraphValues {
  readonly PORT: number;
  readonly HOST: string;
  readonly DATA_DIR: string;
  readonly AUTH_JWKS_FILE?: string | undefined;
  readonly AUTH_PRIVATE_KEY_FILE?: string | undefined;
  readonly LEVEL_FEEDS?: readonly FeedEndpoint[] | undefined;
  readonly STARTUP_TIMEOUT: number;
  readonly LOG_LEVEL: LogLevel;
  readonly REDIS_URL?: string | undefined;
  readonly CURSOR_SECRET?: string | undefined;
  readonly HOLIDAYS_FILE?: string | undefined;
  readonly CLOCK_INTERVAL?: number | undefined;
  readonly LOG_RETENTION_MONTHS?: number | undefined;
  readonly LOG_ARCHIVE_DIR?: string | undefined;
  readonly CITY_DEADLINES?: DeadlineSettings | undefined;
  readonly DISTRICT_DEADLINES?: DeadlineSettings | undefined;
  readonly TOWNSHIP_DEADLINES?: DeadlineSettings | undefined;
}

export function subgraphConfig(
  name: string,
  values: SubgraphValues,
  database: DatabaseTarget | undefined,
): SubgraphConfig {
  return {
    host: values.HOST,
    port: values.PORT,
    dataDir: values.DATA_DIR,
    database: database ?? { dialect: 'sqlite', file: join(values.DATA_DIR, `${name}.sqlite`) },
    redisUrl: values.REDIS_URL,
    cursorSecret: values.CURSOR_SECRET,
    jwksFile: values.AUTH_JWKS_FILE ?? join(values.DATA_DIR, 'keys', 'jwks.json'),
    startupTimeout: values.STARTUP_TIMEOUT,
    logLevel: values.LOG_LEVEL,
    holidaysFile: values.HOLIDAYS_FILE,
    clockInterval: values.CLOCK_INTERVAL,
    deadlines: deadlinesOf(name, values),
    retention: retentionOf(values),
  };
}

/** What a service that reads others' feeds needs beside. */
export function feedSettings({ DATA_DIR, AUTH_PRIVATE_KEY_FILE: file, LEVEL_FEEDS: levelFeeds }: SubgraphValues) {
  return { privateKeyFile: file ?? join(DATA_DIR, 'keys', 'private.jwk'), levelFeeds };
}

/** Throws ConfigurationError where there is a place for old events and no age from which they are old. */
function retentionOf(values: SubgraphValues): RetentionSettings | undefined {
  const { LOG_RETENTION_MONTHS: months, LOG_ARCHIVE_DIR: archiveFolder, DATA_DIR, AUTH_PRIVATE_KEY_FILE } = values;
  if (archiveFolder === undefined) return undefined;
  if (months === undefined)
    throw new ConfigurationError([
      `LOG_ARCHIVE_DIR is "${archiveFolder}", but LOG_RETENTION_MONTHS is off: set it to the months for which events stay, or leave the folder out`,
    ]);
  return { months, archiveFolder, privateKeyFile: AUTH_PRIVATE_KEY_FILE ?? join(DATA_DIR, 'keys', 'private.jwk') };
}

function deadlinesOf(name: string, values: SubgraphValues): DeadlineSettings | undefined {
  const { CITY_DEADLINES: city, DISTRICT_DEADLINES: district, TOWNSHIP_DEADLINES: township } = values;
  return new Map(Object.entries({ city, district, township })).get(name);
}
