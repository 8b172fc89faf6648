import { join } from 'node:path';
import { launchScript, type Contender } from './contender.ts';

const script = join(import.meta.dirname, '..', 'mercurius', 'mercurius.process.ts');

/**
 * A gateway of federation 1. It serves the nested query since that asks for `price` and `weight` itself: what @requires
 * names is not fetched otherwise.
 */
export const mercurius: Contender = {
  name: 'mercurius',
  title: 'Mercurius',
  launch: ({ subgraphOrigin }) => launchScript(script, { SUBGRAPH_ORIGIN: subgraphOrigin }),
};
