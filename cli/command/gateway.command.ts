import { resolve } from 'node:path';
import { Command, Option } from 'commander';
import { readEnvironment } from '../../shared/config/environment.ts';
import { ClientError } from '../../shared/errors/client-error.ts';
import { runAsProcess } from '../../shared/subgraph/main-process.ts';
import { createLogger } from '../../shared/telemetry/logger.ts';
import { startGateway } from '../../gateway/app.ts';
import { gatewayConfig, gatewayFamilies, gatewayVariables, type GatewayConfig } from '../../gateway/config.ts';

interface GatewayOptions {
  readonly supergraph: string;
  readonly partitions?: string;
  readonly port?: string;
  readonly path?: string;
  readonly engine?: GatewayConfig['engine'];
}

export function gatewayCommand(): Command {
  return new Command('gateway')
    .description('Serve any supergraph file by itself; it is read again whenever it changes.')
    .requiredOption('--supergraph <file>', 'supergraph SDL, with the URLs of its subgraphs')
    .option('--partitions <file>', 'who serves which divisions of which subgraphs (GATEWAY_PARTITIONS)')
    .option('--port <number>', 'where to listen; 0 takes a free port (PORT, else 4000)')
    .option('--path <path>', 'where GraphQL is served (GATEWAY_PATH, else /graphql)')
    .addOption(new Option('--engine <engine>', 'what plans and runs queries').choices(['apollo', 'liaison']))
    .action((options: GatewayOptions) =>
      runAsProcess(() => {
        const config = standAloneConfig(options);
        return startGateway(config, createLogger('gateway', config.logLevel));
      }),
    );
}

/** Options come before variables. Tokens are verified only where AUTH_JWKS_FILE names the keys for it. */
function standAloneConfig({ supergraph, partitions, port, path, engine }: GatewayOptions): GatewayConfig {
  const environment = {
    ...process.env,
    ...(partitions !== undefined && { GATEWAY_PARTITIONS: partitions }),
    ...(port !== undefined && { PORT: port }),
    ...(path !== undefined && { GATEWAY_PATH: path }),
    ...(engine !== undefined && { GATEWAY_ENGINE: engine }),
  };
  if (process.env['GATEWAY_SUBGRAPHS']) {
    throw new ClientError(
      'CONFIGURATION_INVALID',
      'GATEWAY_SUBGRAPHS is set, but the supergraph file names the subgraphs: take it out.',
    );
  }
  const values = readEnvironment(gatewayVariables, environment, gatewayFamilies);
  return {
    ...gatewayConfig(values),
    supergraphFile: resolve(supergraph),
    registry: undefined,
    jwksFile: values.AUTH_JWKS_FILE,
  };
}
