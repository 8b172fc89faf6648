import { Command } from 'commander';
import { readEnvironment } from '../../shared/config/environment.ts';
import { createLogger } from '../../shared/telemetry/logger.ts';
import { levelFamilies, levelVariables, readLevelConfigs, withLevelDatabases } from '../level/level-databases.ts';
import { firstStart } from '../start/first-start.ts';
import { seedVariables } from '../start/start-variables.ts';

export function seedCommand(): Command {
  return new Command('seed')
    .description(
      'Load the divisions and the first records into empty databases, as the first start does (SEED=none|demo|full).',
    )
    .action(async () => {
      const values = readEnvironment({ ...levelVariables, ...seedVariables }, process.env, levelFamilies);
      const logger = createLogger('cli', values.LOG_LEVEL);
      const isSeeded = await withLevelDatabases(readLevelConfigs(process.env), (databases) =>
        firstStart(databases, { amount: values.SEED, now: new Date(), logger }),
      );
      console.log(isSeeded ? 'The first records are loaded.' : 'Nothing changed: the databases hold records already.');
    });
}
