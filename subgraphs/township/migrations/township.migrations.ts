import type { MigrationSet } from '../../../shared/database/migration-set.ts';
import { M0001FirstTables as MySqlFirstTables } from './mysql/0001-first-tables.ts';
import { M0002Clock as MySqlClock } from './mysql/0002-clock.ts';
import { M0003LogCheckpoint as MySqlLogCheckpoint } from './mysql/0003-log-checkpoint.ts';
import { M0004WholeLife as MySqlWholeLife } from './mysql/0004-whole-life.ts';
import { M0005StepIndex as MySqlStepIndex } from './mysql/0005-step-index.ts';
import { M0006Conference as MySqlConference } from './mysql/0006-conference.ts';
import { M0007HandUp as MySqlHandUp } from './mysql/0007-hand-up.ts';
import { M0008CitizenOpinions as MySqlCitizenOpinions } from './mysql/0008-citizen-opinions.ts';
import { M0009WorkingLists as MySqlWorkingLists } from './mysql/0009-working-lists.ts';
import { M0010SimilarSearch as MySqlSimilarSearch } from './mysql/0010-similar-search.ts';
import { M0011OpinionAdoption as MySqlOpinionAdoption } from './mysql/0011-opinion-adoption.ts';
import { M0012CaseSteps as MySqlCaseSteps } from './mysql/0012-case-steps.ts';
import { M0013DeputySuspensions as MySqlDeputySuspensions } from './mysql/0013-deputy-suspensions.ts';
import { M0001FirstTables as SqliteFirstTables } from './sqlite/0001-first-tables.ts';
import { M0002Clock as SqliteClock } from './sqlite/0002-clock.ts';
import { M0003LogCheckpoint as SqliteLogCheckpoint } from './sqlite/0003-log-checkpoint.ts';
import { M0004WholeLife as SqliteWholeLife } from './sqlite/0004-whole-life.ts';
import { M0005StepIndex as SqliteStepIndex } from './sqlite/0005-step-index.ts';
import { M0006Conference as SqliteConference } from './sqlite/0006-conference.ts';
import { M0007HandUp as SqliteHandUp } from './sqlite/0007-hand-up.ts';
import { M0008CitizenOpinions as SqliteCitizenOpinions } from './sqlite/0008-citizen-opinions.ts';
import { M0009WorkingLists as SqliteWorkingLists } from './sqlite/0009-working-lists.ts';
import { M0010SimilarSearch as SqliteSimilarSearch } from './sqlite/0010-similar-search.ts';
import { M0011OpinionAdoption as SqliteOpinionAdoption } from './sqlite/0011-opinion-adoption.ts';
import { M0012CaseSteps as SqliteCaseSteps } from './sqlite/0012-case-steps.ts';
import { M0013DeputySuspensions as SqliteDeputySuspensions } from './sqlite/0013-deputy-suspensions.ts';

/** In the order in which they run; names are kept in the database. */
export const townshipMigrations: MigrationSet = {
  sqlite: {
    '0001-first-tables': SqliteFirstTables,
    '0002-clock': SqliteClock,
    '0003-log-checkpoint': SqliteLogCheckpoint,
    '0004-whole-life': SqliteWholeLife,
    '0005-step-index': SqliteStepIndex,
    '0006-conference': SqliteConference,
    '0007-hand-up': SqliteHandUp,
    '0008-citizen-opinions': SqliteCitizenOpinions,
    '0009-working-lists': SqliteWorkingLists,
    '0010-similar-search': SqliteSimilarSearch,
    '0011-opinion-adoption': SqliteOpinionAdoption,
    '0012-case-steps': SqliteCaseSteps,
    '0013-deputy-suspensions': SqliteDeputySuspensions,
  },
  mysql: {
    '0001-first-tables': MySqlFirstTables,
    '0002-clock': MySqlClock,
    '0003-log-checkpoint': MySqlLogCheckpoint,
    '0004-whole-life': MySqlWholeLife,
    '0005-step-index': MySqlStepIndex,
    '0006-conference': MySqlConference,
    '0007-hand-up': MySqlHandUp,
    '0008-citizen-opinions': MySqlCitizenOpinions,
    '0009-working-lists': MySqlWorkingLists,
    '0010-similar-search': MySqlSimilarSearch,
    '0011-opinion-adoption': MySqlOpinionAdoption,
    '0012-case-steps': MySqlCaseSteps,
    '0013-deputy-suspensions': MySqlDeputySuspensions,
  },
};
