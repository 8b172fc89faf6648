import { once } from 'node:events';
import { ConfigurationError, readEnvironment } from '../shared/config/environment.ts';
import { ClientError } from '../shared/errors/client-error.ts';
import { createLogger } from '../shared/telemetry/logger.ts';
import { startGateway } from './app.ts';
import { gatewayConfig, gatewayFamilies, gatewayVariables } from './config.ts';
import { CompositionError } from './supergraph/supergraph.composer.ts';

/** The gateway as a process of its own. */
async function main(): Promise<void> {
  const config = gatewayConfig(readEnvironment(gatewayVariables, process.env, gatewayFamilies));
  const gateway = await startGateway(config, createLogger('gateway', config.logLevel));
  process.stdout.write(`ready ${gateway.url}\n`);
  await Promise.race([once(process, 'SIGTERM'), once(process, 'SIGINT')]);
  await gateway.stop();
}

/** Faults that the operator can mend are told in a sentence; others with their stack. */
function describe(error: unknown): string {
  if (error instanceof ConfigurationError || error instanceof CompositionError) return error.message;
  if (error instanceof ClientError) return `${error.code}: ${error.message}`;
  return error instanceof Error ? (error.stack ?? error.message) : String(error);
}

main().catch((error: unknown) => {
  process.stderr.write(`${describe(error)}\n`);
  process.exitCode = 1;
});
