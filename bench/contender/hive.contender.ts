import { join } from 'node:path';
import type { Contender } from './contender.ts';

const program = join(import.meta.dirname, '..', 'node_modules', '@graphql-hive', 'gateway', 'dist', 'bin.js');
const config = join(import.meta.dirname, 'hive.config.ts');

/** By its own command, with the planner of Hive Router. */
export const hive: Contender = {
  name: 'hive',
  title: 'Hive Gateway',
  launch: ({ supergraphFile }, { isShared }) => ({
    command: process.execPath,
    args: [program, 'supergraph', supergraphFile, '--config-path', config, '--host', '127.0.0.1'],
    env: { SHARING: isShared ? 'on' : 'off' },
  }),
};
