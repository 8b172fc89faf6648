import {
  feedSettings,
  levelServiceVariables,
  subgraphConfig,
  subgraphVariables,
  type SubgraphConfig,
} from '../../shared/config/subgraph-variables.ts';
import type { VariableValues } from '../../shared/config/environment.ts';

export const districtVariables = { ...subgraphVariables('district', 4002), ...levelServiceVariables('district') };

export function districtConfig(values: VariableValues<typeof districtVariables>): SubgraphConfig {
  return { ...subgraphConfig('district', values, values.DISTRICT_DATABASE_URL), ...feedSettings(values) };
}
