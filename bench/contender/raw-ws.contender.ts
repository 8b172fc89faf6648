import { join } from 'node:path';
import { launchScript, type Contender } from './contender.ts';

/** What sending costs at least with the WebSocket library that every gateway here stands on. */
export const rawWs: Contender = {
  name: 'raw-ws',
  title: 'ws, the same bytes to all',
  launch: ({ subgraphOrigin }) =>
    launchScript(join(import.meta.dirname, 'raw-ws.process.ts'), { SUBGRAPH_ORIGIN: subgraphOrigin }),
};
