import { readEnvironment, type Environment } from '../../shared/config/environment.ts';
import { subgraphConfig, type SubgraphConfig } from '../../shared/config/subgraph-variables.ts';
import type { Database } from '../../shared/database/open-database.ts';
import { openLevelDatabase, type LevelSpec } from '../../shared/suggestion/start-level.ts';
import { createLogger } from '../../shared/telemetry/logger.ts';
import { cityLevel } from '../../subgraphs/city/app.ts';
import { cityVariables } from '../../subgraphs/city/config.ts';
import { districtLevel } from '../../subgraphs/district/app.ts';
import { districtVariables } from '../../subgraphs/district/config.ts';
import { townshipLevel } from '../../subgraphs/township/app.ts';
import { townshipVariables } from '../../subgraphs/township/config.ts';

/** The databases of the three levels, on which imports and seeds work. */
export interface LevelDatabases {
  readonly city: Database;
  readonly district: Database;
  readonly township: Database;
}

export const levelVariables = { ...cityVariables, ...districtVariables, ...townshipVariables };
export const levelFamilies = ['CITY_', 'DISTRICT_', 'TOWNSHIP_'];

export interface LevelConfigs {
  readonly city: SubgraphConfig;
  readonly district: SubgraphConfig;
  readonly township: SubgraphConfig;
}

export function readLevelConfigs(environment: Environment): LevelConfigs {
  const values = readEnvironment(levelVariables, environment, levelFamilies);
  return {
    city: subgraphConfig('city', values, values.CITY_DATABASE_URL),
    district: subgraphConfig('district', values, values.DISTRICT_DATABASE_URL),
    township: subgraphConfig('township', values, values.TOWNSHIP_DATABASE_URL),
  };
}

/** Opens the three, runs `work`, and closes them whatever came of it. */
export async function withLevelDatabases<Result>(
  configs: LevelConfigs,
  work: (databases: LevelDatabases) => Promise<Result>,
): Promise<Result> {
  const stack = new AsyncDisposableStack();
  const logger = createLogger('cli', configs.city.logLevel);
  const open = async (level: LevelSpec, config: SubgraphConfig): Promise<Database> =>
    stack.adopt(await openLevelDatabase(level, config, logger), (database) => database.close());
  try {
    return await work({
      city: await open(cityLevel, configs.city),
      district: await open(districtLevel, configs.district),
      township: await open(townshipLevel, configs.township),
    });
  } finally {
    await stack.disposeAsync();
  }
}
