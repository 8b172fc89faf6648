import type { MigrationSet } from '../../../shared/database/migration-set.ts';
import { M0001FirstTables as MySqlFirstTables } from './mysql/0001-first-tables.ts';
import { M0001FirstTables as SqliteFirstTables } from './sqlite/0001-first-tables.ts';

/** In the order in which they run; names are kept in the database. */
export const townshipMigrations: MigrationSet = {
  sqlite: { '0001-first-tables': SqliteFirstTables },
  mysql: { '0001-first-tables': MySqlFirstTables },
};
