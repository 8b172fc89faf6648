import type { MigrationSet } from '../../../shared/database/migration-set.ts';
import { ReadModel0001 as ReadModel0001ForMysql } from './mysql/0001-read-model.migration.ts';
import { Statistics0003 as Statistics0003ForMysql } from './mysql/0003-statistics.migration.ts';
import { WholeLife0004 as WholeLife0004ForMysql } from './mysql/0004-whole-life.migration.ts';
import { CitizenOpinions0008 as CitizenOpinions0008ForMysql } from './mysql/0008-citizen-opinions.migration.ts';
import { Ages0009 as Ages0009ForMysql } from './mysql/0009-ages.migration.ts';
import { Groups0010 as Groups0010ForMysql } from './mysql/0010-groups.migration.ts';
import { ReadModel0001 } from './sqlite/0001-read-model.migration.ts';
import { Statistics0003 } from './sqlite/0003-statistics.migration.ts';
import { WholeLife0004 } from './sqlite/0004-whole-life.migration.ts';
import { CitizenOpinions0008 } from './sqlite/0008-citizen-opinions.migration.ts';
import { Ages0009 } from './sqlite/0009-ages.migration.ts';
import { Groups0010 } from './sqlite/0010-groups.migration.ts';

/** The migrations of network's database, oldest first; the names are what a database remembers of them. */
export const networkMigrations: MigrationSet = {
  sqlite: {
    '0001-read-model': ReadModel0001,
    '0003-statistics': Statistics0003,
    '0004-whole-life': WholeLife0004,
    '0008-citizen-opinions': CitizenOpinions0008,
    '0009-ages': Ages0009,
    '0010-groups': Groups0010,
  },
  mysql: {
    '0001-read-model': ReadModel0001ForMysql,
    '0003-statistics': Statistics0003ForMysql,
    '0004-whole-life': WholeLife0004ForMysql,
    '0008-citizen-opinions': CitizenOpinions0008ForMysql,
    '0009-ages': Ages0009ForMysql,
    '0010-groups': Groups0010ForMysql,
  },
};
