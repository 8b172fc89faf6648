import { once } from 'node:events';
import { readEnvironment } from '../shared/config/environment.ts';
import { operatorMessage } from '../shared/errors/operator-message.ts';
import { createLogger } from '../shared/telemetry/logger.ts';
import { startGateway } from './app.ts';
import { gatewayConfig, gatewayFamilies, gatewayVariables } from './config.ts';

/** The gateway as a process of its own. */
async function main(): Promise<void> {
  const config = gatewayConfig(readEnvironment(gatewayVariables, process.env, gatewayFamilies));
  const gateway = await startGateway(config, createLogger('gateway', config.logLevel));
  process.stdout.write(`ready ${gateway.url}\n`);
  await Promise.race([once(process, 'SIGTERM'), once(process, 'SIGINT')]);
  await gateway.stop();
}

main().catch((error: unknown) => {
  process.stderr.write(`${operatorMessage(error)}\n`);
  process.exitCode = 1;
});
