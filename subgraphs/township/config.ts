import {
  feedSettings,
  levelServiceVariables,
  subgraphConfig,
  subgraphVariables,
  type SubgraphConfig,
} from '../../shared/config/subgraph-variables.ts';
import type { VariableValues } from '../../shared/config/environment.ts';

export const townshipVariables = { ...subgraphVariables('township', 4003), ...levelServiceVariables('township') };

export function townshipConfig(values: VariableValues<typeof townshipVariables>): SubgraphConfig {
  return { ...subgraphConfig('township', values, values.TOWNSHIP_DATABASE_URL), ...feedSettings(values) };
}
