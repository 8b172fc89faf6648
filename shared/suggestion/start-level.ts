import type { EntitySchema } from '@mikro-orm/core';
import type { GraphQLSchema } from 'graphql';
import { ConfigurationError } from '../config/environment.ts';
import { readSigningKey } from '../auth/signing-key.ts';
import type { TokenSubject } from '../auth/token-issuer.ts';
import { createTokenVerifier } from '../auth/token-verifier.ts';
import type { SubgraphConfig } from '../config/subgraph-variables.ts';
import type { MigrationSet } from '../database/migration-set.ts';
import { openDatabase, type Database } from '../database/open-database.ts';
import { startLogRetention } from '../events/log-retention.ts';
import { openEventLog, type EventLog } from '../events/event-log.ts';
import { LeaseEntity } from '../database/lease.entity.ts';
import { EventEntity, EventHeadEntity } from '../events/event.entity.ts';
import { startWakeBus, type WakeBus } from '../events/wake-bus.ts';
import type { FeedEndpoint } from '../feed/feed-endpoint.ts';
import { readTokenSource } from '../feed/feed-token.ts';
import type { FeedTuning } from '../feed/feed-tuning.ts';
import { bundledHolidays, readHolidayCalendar } from '../lifecycle/holiday-file.ts';
import { createLifecycle, type LifecycleSpec } from '../lifecycle/lifecycle.ts';
import type { HolidayCalendar } from '../lifecycle/working-day.ts';
import { createCursorCodec } from '../paging/cursor.ts';
import { ensureCursorSecret } from '../paging/cursor-secret.ts';
import { RequestScope, type Clock } from '../subgraph/request-scope.ts';
import { startSubgraph, type RunningService, type SubgraphOptions } from '../subgraph/start-subgraph.ts';
import type { Logger } from '../telemetry/logger.ts';
import { startCaseClock, type CaseClockOptions } from './clock/case-clock.ts';
import { ClockNoticeEntity } from './clock/clock-notice.entity.ts';
import { startLevelLink, type LevelLink } from './hand-up/level-link.ts';
import { handUpEntities } from './hand-up/hand-up.entity.ts';
import type { LevelContext } from './level-context.ts';
import { recordEntities } from './case-record.entity.ts';
import { OpinionLinkEntity } from './opinion/opinion-link.entity.ts';
import { wordTables } from './similar/word-index.ts';
import { DeputySuspensionEntity } from './suspension/suspension.entity.ts';
import { suggestionEntities } from './suggestion.entity.ts';
import type { SuggestionDeps } from './suggestion.service.ts';

/** Tables that every level's database has. */
export const caseEntities = [
  ...suggestionEntities,
  ...recordEntities,
  OpinionLinkEntity,
  ...handUpEntities,
  DeputySuspensionEntity,
  ClockNoticeEntity,
  LeaseEntity,
  EventEntity,
  EventHeadEntity,
] as const;

/** What sets a level apart from the others. */
export interface LevelSpec {
  readonly name: string;
  readonly entities: readonly EntitySchema[];
  readonly migrations: MigrationSet;
  readonly lifecycle: LifecycleSpec;
  readonly checkPlace: SuggestionDeps['checkPlace'];
  /** Of a level that holds citizens' opinions. */
  readonly opinions?: SuggestionDeps['opinions'];
  /** What the level's clock tells beside what is due of its cases. */
  readonly giveOwnNotices?: CaseClockOptions['giveOwnNotices'];
  buildSchema(): Promise<GraphQLSchema>;
}

export interface LevelResources {
  readonly logger: Logger;
  /** Shared by services of one process; where it is left out the level has its own. */
  readonly bus?: WakeBus;
  readonly clock?: Clock;
  /** Shared by services of one process; where it is left out the level reads the file of its settings. */
  readonly calendar?: HolidayCalendar;
  /** Milliseconds after which readers look at the log even if nothing woke them; a second where it is left out. */
  readonly pollInterval?: number;
  /** How the levels beside this one are followed; what is left out is as in `defaultFeedTuning`. */
  readonly linkTuning?: Partial<FeedTuning>;
}

export interface RunningLevel extends RunningService {
  /** Follows the levels beside this one, for hand-ups, where the settings did not say where they are. */
  linkWith(endpoints: readonly FeedEndpoint[]): Promise<LevelLink>;
  readonly database: Database;
  readonly log: EventLog;
}

/** As whom a level reads its neighbours: a service of the installation. */
function levelReader(name: string): TokenSubject {
  return { subject: name, name, role: 'system', divisionCode: '230100' };
}

/** Opens the level's database and serves its subgraph. */
export async function startLevel(
  spec: LevelSpec,
  config: SubgraphConfig,
  resources: LevelResources,
): Promise<RunningLevel> {
  const stack = new AsyncDisposableStack();
  try {
    return await start(spec, { ...resources, config, stack });
  } catch (error) {
    await stack.disposeAsync();
    throw error;
  }
}

interface LevelStart extends LevelResources {
  readonly config: SubgraphConfig;
  /** What was taken so far; given back in the reverse order. */
  readonly stack: AsyncDisposableStack;
}

async function start(spec: LevelSpec, { config, stack, ...resources }: LevelStart): Promise<RunningLevel> {
  const { logger, clock = () => new Date(), pollInterval = 1_000 } = resources;
  const calendar = resources.calendar ?? (await openHolidayCalendar(config, logger));
  const schema = await spec.buildSchema();
  const cursors = createCursorCodec(config.cursorSecret ?? (await ensureCursorSecret(config.dataDir)));
  const database = stack.adopt(await openLevelDatabase(spec, config, logger), (opened) => opened.close());
  const bus = resources.bus ?? stack.adopt(startWakeBus(config.redisUrl, logger), (own) => own.close());
  const log = stack.adopt(await openEventLog({ database, cursors, bus, pollInterval }), (opened) => opened.stop());
  const stopping = new AbortController();
  const suggestions: SuggestionDeps = {
    database,
    log,
    clock,
    calendar,
    lifecycle: createLifecycle(spec.lifecycle, config.deadlines),
    opinions: spec.opinions,
    checkPlace: (em, place) => spec.checkPlace(em, place),
  };
  const { clockInterval: interval } = config;
  if (interval !== undefined) {
    const { giveOwnNotices } = spec;
    stack.adopt(startCaseClock(suggestions, { interval, logger, giveOwnNotices }), (running) => running.stop());
  }
  await keepRetention(database, { name: spec.name, config, stack, logger, clock });
  const options: SubgraphOptions = {
    name: spec.name,
    host: config.host,
    port: config.port,
    schema,
    logger,
    verifyToken: createTokenVerifier(config.jwksFile),
    createContext: (actor): LevelContext => ({
      scope: new RequestScope({ actor, em: database.fork(), clock, cursors }),
      suggestions,
      log,
      signal: stopping.signal,
    }),
    isReady: async () => (await log.position()) >= 0,
  };
  const linkWith = async (endpoints: readonly FeedEndpoint[]): Promise<LevelLink> => {
    const { privateKeyFile } = config;
    if (!privateKeyFile)
      throw new Error('A level that follows its neighbours needs the private key that signs tokens.');
    const signToken = await readTokenSource(privateKeyFile, levelReader(spec.name));
    const link = startLevelLink(suggestions, { endpoints, signToken, logger, tuning: resources.linkTuning });
    return stack.adopt(link, (running) => running.stop());
  };
  const service = stack.adopt(await startSubgraph(options), (running) => running.stop());
  stack.defer(() => stopping.abort());
  if (config.levelFeeds) await linkWith(config.levelFeeds);
  return { ...service, database, log, linkWith, stop: () => stack.disposeAsync() };
}

async function keepRetention(
  database: Database,
  {
    name,
    config: { retention },
    stack,
    ...rest
  }: Pick<LevelStart, 'config' | 'stack' | 'logger'> & {
    readonly name: string;
    readonly clock: Clock;
  },
): Promise<void> {
  if (!retention) return;
  const { months, archiveFolder: folder, privateKeyFile } = retention;
  const key = await readSigningKey(privateKeyFile).catch((error: unknown) => {
    throw new ConfigurationError([
      `AUTH_PRIVATE_KEY_FILE is "${privateKeyFile}", which cannot be read (${(error as Error).message}): it signs the archives of LOG_ARCHIVE_DIR`,
    ]);
  });
  const trimming = startLogRetention(database, { name, months, folder, key, ...rest });
  stack.adopt(trimming, (running) => running.stop());
}

/** The level's database by itself: what imports and seeds work on while no service runs. */
export function openLevelDatabase(
  spec: Pick<LevelSpec, 'entities' | 'migrations'>,
  config: Pick<SubgraphConfig, 'database' | 'startupTimeout'>,
  logger: Logger,
): Promise<Database> {
  return openDatabase({
    target: config.database,
    entities: [...spec.entities, ...caseEntities],
    migrations: spec.migrations,
    ownTables: [wordTables],
    startupTimeout: config.startupTimeout,
    logger,
  });
}

/** The calendar that the settings name; a year that it lacks is said in the log, once. Throws HOLIDAY_FILE_INVALID. */
export function openHolidayCalendar(
  { holidaysFile = bundledHolidays }: Pick<SubgraphConfig, 'holidaysFile'>,
  logger: Logger,
): Promise<HolidayCalendar> {
  return readHolidayCalendar(holidaysFile, { onMissingYear: (message) => logger.warn(message) });
}
