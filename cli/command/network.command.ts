import { Command } from 'commander';
import { readEnvironment } from '../../shared/config/environment.ts';
import { createLogger } from '../../shared/telemetry/logger.ts';
import { networkConfig, networkFamilies, networkVariables } from '../../subgraphs/network/config.ts';
import { rebuildNetwork } from '../../subgraphs/network/rebuild.ts';

export function networkCommand(): Command {
  const command = new Command('network').description('The read model over all levels.');
  command
    .command('rebuild')
    .description("Empty the read model and build it anew from the levels' event feeds, which must be running.")
    .action(async () => {
      const config = networkConfig(readEnvironment(networkVariables, process.env, networkFamilies));
      const counts = await rebuildNetwork(config, { logger: createLogger('network', config.logLevel) });
      console.log(JSON.stringify(counts));
    });
  return command;
}
