import { join } from 'node:path';
import { launchScript, type Contender } from './contender.ts';

/** It has nothing to share requests with, so that all modes are one. */
export const apollo: Contender = {
  name: 'apollo',
  title: '@apollo/gateway',
  launch: ({ supergraphFile }) =>
    launchScript(join(import.meta.dirname, 'apollo.process.ts'), { SUPERGRAPH_FILE: supergraphFile }),
};
