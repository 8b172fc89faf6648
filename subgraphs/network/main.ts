import { readEnvironment } from '../../shared/config/environment.ts';
import { runAsProcess } from '../../shared/subgraph/main-process.ts';
import { createLogger } from '../../shared/telemetry/logger.ts';
import { startNetwork } from './app.ts';
import { networkConfig, networkFamilies, networkVariables } from './config.ts';

await runAsProcess(() => {
  const config = networkConfig(readEnvironment(networkVariables, process.env, networkFamilies));
  return startNetwork(config, { logger: createLogger('network', config.logLevel) });
});
