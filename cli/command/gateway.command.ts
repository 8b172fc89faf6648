import { resolve } from 'node:path';
import { Command, Option } from 'commander';
import { readEnvironment } from '../../shared/config/environment.ts';
import { ClientError } from '../../shared/errors/client-error.ts';
import { runAsProcess } from '../../shared/subgraph/main-process.ts';
import { createLogger } from '../../shared/telemetry/logger.ts';
import { startGateway } from '../../gateway/app.ts';
import { gatewayConfig, gatewayFamilies, gatewayVariables, type GatewayConfig } from '../../gateway/config.ts';

interface GatewayOptions {
  readonly supergraph?: string;
  readonly partitions?: string;
  readonly port?: string;
  readonly path?: string;
  readonly engine?: GatewayConfig['engine'];
}

export function gatewayCommand(): Command {
  return new Command('gateway')
    .description('Serve any supergraph file by itself, read again whenever it changes, or the graph of a registry.')
    .option(
      '--supergraph <file>',
      'supergraph SDL, with the URLs of its subgraphs (GATEWAY_SUPERGRAPH); without one, GATEWAY_DATABASE_URL names a registry',
    )
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
  const values = readEnvironment(gatewayVariables, environment, gatewayFamilies);
  // Keys that lie in the data folder are those of a congress, not of any graph.
  const config = { ...gatewayConfig(values), jwksFile: values.AUTH_JWKS_FILE };
  const file = supergraph ?? values.GATEWAY_SUPERGRAPH;
  if (file === undefined) {
    if (config.registry) return config;
    throw new ClientError(
      'CONFIGURATION_INVALID',
      'There is nothing to serve: name a supergraph file with --supergraph, or the database of a registry in GATEWAY_DATABASE_URL.',
    );
  }
  if (values.GATEWAY_SUBGRAPHS) {
    throw new ClientError(
      'CONFIGURATION_INVALID',
      'GATEWAY_SUBGRAPHS is set, but the supergraph file names the subgraphs: take it out.',
    );
  }
  // Who names a file on the command line means it, whatever registry there is.
  const registry = supergraph === undefined ? config.registry : undefined;
  return { ...config, supergraphFile: resolve(file), registry };
}
