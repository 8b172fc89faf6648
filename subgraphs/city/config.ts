import {
  feedSettings,
  levelServiceVariables,
  subgraphConfig,
  subgraphVariables,
  type SubgraphConfig,
} from '../../shared/config/subgraph-variables.ts';
import type { VariableValues } from '../../shared/config/environment.ts';

export const cityVariables = { ...subgraphVariables('city', 4001), ...levelServiceVariables('city') };

export function cityConfig(values: VariableValues<typeof cityVariables>): SubgraphConfig {
  return { ...subgraphConfig('city', values, values.CITY_DATABASE_URL), ...feedSettings(values) };
}
