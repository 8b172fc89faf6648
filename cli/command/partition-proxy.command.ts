import { resolve } from 'node:path';
import { Command } from 'commander';
import { startStandAloneProxy } from '../../gateway/app.proxy.ts';
import { gatewayConfig, gatewayFamilies, gatewayVariables } from '../../gateway/config.ts';
import { readEnvironment } from '../../shared/config/environment.ts';
import { runAsProcess } from '../../shared/subgraph/main-process.ts';
import { createLogger } from '../../shared/telemetry/logger.ts';

interface ProxyOptions {
  readonly partitions: string;
  readonly subgraph: string;
  readonly port?: string;
  readonly path?: string;
}

export function partitionProxyCommand(): Command {
  return new Command('partition-proxy')
    .description('Serve one partitioned subgraph at one URL, for any router; the file is read again when it changes.')
    .requiredOption('--partitions <file>', 'who serves which divisions, YAML or JSON')
    .requiredOption('--subgraph <name>', 'the subgraph of the file that is served')
    .option('--port <number>', 'where to listen; 0 takes a free port (PORT, else 4000)')
    .option('--path <path>', 'where GraphQL is served (GATEWAY_PATH, else /graphql)')
    .action(({ partitions, subgraph, port, path }: ProxyOptions) =>
      runAsProcess(() => {
        const environment = {
          ...process.env,
          ...(port !== undefined && { PORT: port }),
          ...(path !== undefined && { GATEWAY_PATH: path }),
        };
        const config = gatewayConfig(readEnvironment(gatewayVariables, environment, gatewayFamilies));
        const logger = createLogger('partition-proxy', config.logLevel);
        return startStandAloneProxy({ config, logger, file: resolve(partitions), subgraph });
      }),
    );
}
