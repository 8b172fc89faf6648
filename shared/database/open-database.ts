import { randomUUID } from 'node:crypto';
import { mkdir } from 'node:fs/promises';
import { dirname } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import type { EntitySchema } from '@mikro-orm/core';
import { MikroORM as MariaDbOrm } from '@mikro-orm/mariadb';
import { Migrator } from '@mikro-orm/migrations';
import { MikroORM as MySqlOrm } from '@mikro-orm/mysql';
import { MikroORM as SqliteOrm, type EntityManager as SqlEntityManager } from '@mikro-orm/sqlite';
import { CompiledQuery } from 'kysely';
import type { Logger } from '../telemetry/logger.ts';
import type { DatabaseTarget, Dialect } from './database-url.ts';
import { toMigrationsList, type MigrationSet } from './migration-set.ts';
import { SqlCounter } from './sql-counter.ts';

/** The part of an entity manager that all dialects share. */
export type EntityManager = SqlEntityManager;

export interface DatabaseOptions {
  readonly target: DatabaseTarget;
  readonly entities: readonly EntitySchema[];
  readonly migrations: MigrationSet;
  /** Tables that only migrations make, and entities know nothing of. */
  readonly ownTables?: readonly RegExp[];
  /** Milliseconds for which a server that does not answer is tried again. */
  readonly startupTimeout: number;
  readonly logger: Logger;
}

export interface Database {
  readonly dialect: Dialect;
  readonly orm: SqliteOrm;
  /** Statements run since the start; tests hold queries to a number of them. */
  readonly sql: SqlCounter;
  fork(): EntityManager;
  close(): Promise<void>;
}

/** Thrown when the server did not answer within the start-up time. */
export class DatabaseUnavailableError extends Error {
  readonly code = 'DATABASE_UNAVAILABLE';
}

/** Opens the database, creates it where it is missing, and brings its tables up to the newest migration. */
export async function openDatabase(options: DatabaseOptions): Promise<Database> {
  const { target } = options;
  if (target.dialect === 'sqlite') await mkdir(dirname(target.file), { recursive: true });
  const sql = new SqlCounter();
  const orm = await createOrm(options, sql);
  try {
    await untilAnswering(options, () => createDatabase(orm, target));
    await orm.connect();
    await migrate(orm, target);
  } catch (error) {
    await orm.close(true);
    throw error;
  }
  return {
    dialect: target.dialect,
    orm,
    sql,
    fork: () => orm.em.fork(),
    close: () => orm.close(true),
  };
}

const databaseExists = 'ER_DB_CREATE_EXISTS';

/** Another process of the same service may create it between the look and the creation. */
async function createDatabase(orm: SqliteOrm, target: DatabaseTarget): Promise<void> {
  try {
    await orm.schema.ensureDatabase();
  } catch (error) {
    if (target.dialect === 'sqlite' || (error as NodeJS.ErrnoException).code !== databaseExists) throw error;
    // The ORM is still with the server's own database, from which it creates others.
    orm.config.set('dbName', target.name);
    await orm.driver.reconnect();
  }
}

/** Seconds for which a process waits while another one of its service migrates. */
const migrationTime = 600;

/** Of processes that start at once one migrates; the others wait and find nothing left to do. */
async function migrate(orm: SqliteOrm, target: DatabaseTarget): Promise<void> {
  if (target.dialect === 'sqlite') {
    await orm.migrator.up();
    return;
  }
  const lock = `migrate ${target.name}`.slice(0, 64);
  // The lock belongs to a connection: an open transaction keeps this one for us.
  const em = orm.em.fork();
  await em.begin();
  try {
    const [row] = await em.execute<{ isHeld: number | null }[]>('select get_lock(?, ?) as isHeld', [
      lock,
      migrationTime,
    ]);
    if (Number(row?.isHeld) !== 1) throw new Error(`Another process has been migrating ${target.name} for too long.`);
    await orm.migrator.up();
  } finally {
    await em.execute('do release_lock(?)', [lock]);
    await em.rollback();
  }
}

async function createOrm(options: DatabaseOptions, sql: SqlCounter): Promise<SqliteOrm> {
  const { target } = options;
  const base = {
    entities: [...options.entities],
    migrations: {
      migrationsList: toMigrationsList(options.migrations, target.dialect),
      tableName: 'migration',
      snapshot: false,
    },
    schemaGenerator: { skipTables: [...(options.ownTables ?? [])] },
    extensions: [Migrator],
    discovery: { warnWhenNoEntities: false },
    debug: ['query' as const],
    loggerFactory: () => sql.asLogger(options.logger),
    forceUtcTimezone: true,
    // Transactions of several databases may be open at once: each must find its own in the async context.
    contextName: randomUUID(),
  };
  if (target.dialect === 'sqlite') {
    return SqliteOrm.init({
      ...base,
      dbName: target.file,
      onCreateConnection: tuneSqlite,
    });
  }
  const server = { ...base, clientUrl: target.url, dbName: target.name, charset: 'utf8mb4', collate: 'utf8mb4_bin' };
  const pool = { pool: { min: 0, max: 10 } };
  const orm =
    target.dialect === 'mariadb' ? MariaDbOrm.init({ ...server, ...pool }) : MySqlOrm.init({ ...server, ...pool });
  return orm as unknown as Promise<SqliteOrm>;
}

interface SqliteSession {
  executeQuery(query: CompiledQuery): Promise<unknown>;
}

/** WAL lets readers of other processes go on while one writes; the time-out is how long a second writer waits. */
async function tuneSqlite(connection: unknown): Promise<void> {
  const session = connection as SqliteSession;
  for (const pragma of ['journal_mode = wal', 'synchronous = normal', 'busy_timeout = 10000']) {
    await session.executeQuery(CompiledQuery.raw(`pragma ${pragma}`));
  }
}

async function untilAnswering(options: DatabaseOptions, attempt: () => Promise<unknown>): Promise<void> {
  const deadline = Date.now() + options.startupTimeout;
  for (let pause = 100; ; pause = Math.min(pause * 2, 2_000)) {
    try {
      await attempt();
      return;
    } catch (error) {
      if (!isConnectionFault(error)) throw error;
      if (Date.now() + pause > deadline) throw unavailable(options.target, error);
      options.logger.warn({ reason: (error as Error).message }, 'the database does not answer yet');
      await delay(pause);
    }
  }
}

const connectionFaults =
  /ECONNREFUSED|ETIMEDOUT|ECONNRESET|ENOTFOUND|EAI_AGAIN|EHOSTUNREACH|PROTOCOL_CONNECTION_LOST|ER_SERVER_SHUTDOWN/;

function isConnectionFault(error: unknown): boolean {
  for (let current = error; current instanceof Error; current = current.cause) {
    const { code, message, name } = current as NodeJS.ErrnoException;
    if (connectionFaults.test(`${code} ${message}`) || name === 'ConnectionException') return true;
  }
  return false;
}

function unavailable(target: DatabaseTarget, cause: unknown): DatabaseUnavailableError {
  const place = target.dialect === 'sqlite' ? target.file : `${new URL(target.url).host}/${target.name}`;
  return new DatabaseUnavailableError(
    `The database at ${place} did not answer within the start-up time. Start it, or correct its URL, then start again.`,
    { cause },
  );
}
