import { readEnvironment } from '../../shared/config/environment.ts';
import { runAsProcess } from '../../shared/subgraph/main-process.ts';
import { createLogger } from '../../shared/telemetry/logger.ts';
import { startTownship } from './app.ts';
import { townshipConfig, townshipVariables } from './config.ts';

await runAsProcess(() => {
  const config = townshipConfig(readEnvironment(townshipVariables, process.env, ['TOWNSHIP_']));
  return startTownship(config, { logger: createLogger('township', config.logLevel) });
});
