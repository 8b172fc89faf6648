import { join } from 'node:path';
import { launchScript, type Contender } from './contender.ts';

/** What the query costs on Node at least, where nothing is shared. */
export const floor: Contender = {
  name: 'floor',
  title: 'written by hand',
  launch: ({ subgraphOrigin }) =>
    launchScript(join(import.meta.dirname, 'floor.process.ts'), { SUBGRAPH_ORIGIN: subgraphOrigin }),
};

/** What HTTP alone costs. */
export const bareHttp: Contender = {
  name: 'bare-http',
  title: 'node:http, fixed bytes',
  launch: () => launchScript(join(import.meta.dirname, 'bare-http.process.ts'), {}),
};
