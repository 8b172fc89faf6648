import type { MigrationSet } from '../../../../shared/database/migration-set.ts';
import { M0001Registry as M0001RegistryForMysql } from './mysql/0001-registry.ts';
import { M0001Registry } from './sqlite/0001-registry.ts';

/** The migrations of the registry's database, oldest first; the names are what a database remembers of them. */
export const registryMigrations: MigrationSet = {
  sqlite: { '0001-registry': M0001Registry },
  mysql: { '0001-registry': M0001RegistryForMysql },
};
