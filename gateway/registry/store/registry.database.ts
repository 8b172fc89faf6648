import { randomUUID } from 'node:crypto';
import { UniqueConstraintViolationException } from '@mikro-orm/core';
import type { DatabaseTarget } from '../../../shared/database/database-url.ts';
import { openDatabase, type Database, type EntityManager } from '../../../shared/database/open-database.ts';
import type { Logger } from '../../../shared/telemetry/logger.ts';
import { registryMigrations } from './migrations/registry.migrations.ts';
import { registryEntities, RegistryHeadEntity } from './registry.entities.ts';

export interface RegistryDatabaseOptions {
  readonly target: DatabaseTarget;
  /** Milliseconds for which a server that does not answer is tried again. */
  readonly startupTimeout: number;
}

const headId = 1;

/** Opens the registry's database and brings its tables up to date; throws DatabaseUnavailableError. */
export async function openRegistryDatabase(options: RegistryDatabaseOptions, logger: Logger): Promise<Database> {
  const database = await openDatabase({
    ...options,
    entities: registryEntities,
    migrations: registryMigrations,
    logger,
  });
  try {
    await ensureHead(database.fork());
    return database;
  } catch (error) {
    await database.close();
    throw error;
  }
}

async function ensureHead(em: EntityManager): Promise<void> {
  if (await em.findOne(RegistryHeadEntity, headId)) return;
  try {
    await em.insert(RegistryHeadEntity, { id: headId, installation: randomUUID(), graphVersion: 0 });
  } catch (error) {
    // Another process was quicker.
    if (!(error instanceof UniqueConstraintViolationException)) throw error;
  }
}

export interface RegistryHead {
  readonly installation: string;
  /** 0 before the first publish. */
  readonly graphVersion: number;
}

export async function readHead(em: EntityManager): Promise<RegistryHead> {
  return em.findOneOrFail(RegistryHeadEntity, headId, { refresh: true });
}

/** Keeps other acts waiting until the transaction ends. */
export async function lockHead(em: EntityManager): Promise<RegistryHead> {
  // An update locks the row on every dialect; SQLite has no `for update`.
  await em.execute('update registry_head set graph_version = graph_version where id = ?', [headId]);
  return readHead(em);
}

export async function moveHead(em: EntityManager, graphVersion: number): Promise<void> {
  await em.nativeUpdate(RegistryHeadEntity, headId, { graphVersion });
}
