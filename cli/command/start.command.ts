import { Command } from 'commander';
import { readEnvironment } from '../../shared/config/environment.ts';
import { runAsProcess } from '../../shared/subgraph/main-process.ts';
import { startAll } from '../start/start-all.ts';
import { startFamilies, startVariables } from '../start/start-variables.ts';

export function startCommand(): Command {
  return new Command('start')
    .description('Start gateway, city, district, township and network in one process.')
    .action(() => runAsProcess(() => startAll(readEnvironment(startVariables, process.env, startFamilies))));
}
