import { readEnvironment } from '../../shared/config/environment.ts';
import { runAsProcess } from '../../shared/subgraph/main-process.ts';
import { createLogger } from '../../shared/telemetry/logger.ts';
import { startDistrict } from './app.ts';
import { districtConfig, districtVariables } from './config.ts';

await runAsProcess(() => {
  const config = districtConfig(readEnvironment(districtVariables, process.env, ['DISTRICT_']));
  return startDistrict(config, { logger: createLogger('district', config.logLevel) });
});
