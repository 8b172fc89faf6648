import type { MigrationSet } from '../../../shared/database/migration-set.ts';
import { M0001FirstTables as MySqlFirstTables } from './mysql/0001-first-tables.ts';
import { M0002Clock as MySqlClock } from './mysql/0002-clock.ts';
import { M0001FirstTables as SqliteFirstTables } from './sqlite/0001-first-tables.ts';
import { M0002Clock as SqliteClock } from './sqlite/0002-clock.ts';

/** In the order in which they run; names are kept in the database. */
export const cityMigrations: MigrationSet = {
  sqlite: { '0001-first-tables': SqliteFirstTables, '0002-clock': SqliteClock },
  mysql: { '0001-first-tables': MySqlFirstTables, '0002-clock': MySqlClock },
};
