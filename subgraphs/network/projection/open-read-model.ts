import { openDatabase, type Database } from '../../../shared/database/open-database.ts';
import type { Logger } from '../../../shared/telemetry/logger.ts';
import type { NetworkConfig } from '../config.ts';
import { networkMigrations } from '../migrations/network.migrations.ts';
import { ensureHead } from './network-head.ts';
import { readModelEntities } from './read-model.entities.ts';

/** Opens network's own database, with its tables up to date. Throws DatabaseUnavailableError. */
export async function openReadModel(
  config: Pick<NetworkConfig, 'database' | 'startupTimeout'>,
  logger: Logger,
): Promise<Database> {
  const database = await openDatabase({
    target: config.database,
    entities: readModelEntities,
    migrations: networkMigrations,
    startupTimeout: config.startupTimeout,
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
