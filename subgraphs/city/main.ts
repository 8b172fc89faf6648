import { readEnvironment } from '../../shared/config/environment.ts';
import { runAsProcess } from '../../shared/subgraph/main-process.ts';
import { createLogger } from '../../shared/telemetry/logger.ts';
import { startCity } from './app.ts';
import { cityConfig, cityVariables } from './config.ts';

await runAsProcess(() => {
  const config = cityConfig(readEnvironment(cityVariables, process.env, ['CITY_']));
  return startCity(config, { logger: createLogger('city', config.logLevel) });
});
