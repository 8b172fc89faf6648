import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Mode } from '../load/mode.ts';
import type { Contender } from './contender.ts';

const root = join(import.meta.dirname, '..', '..');

/** The product's settings by mode. One that this version of the product does not know is left out. */
const settings: Readonly<Record<Mode['name'], Readonly<Record<string, string>>>> = {
  'sharing-off': { GATEWAY_SHARE_SUBGRAPH_REQUESTS: 'off', GATEWAY_SHARE_CLIENT_REQUESTS: 'off' },
  identical: { GATEWAY_SHARE_SUBGRAPH_REQUESTS: 'on', GATEWAY_SHARE_CLIENT_REQUESTS: 'on' },
  authorization: { GATEWAY_SHARE_SUBGRAPH_REQUESTS: 'on', GATEWAY_SHARE_CLIENT_REQUESTS: 'on' },
};

export const liaison = createContender('liaison', 'liaison-graph');

export const liaisonOnApollo = createContender('apollo', 'liaison-graph, engine apollo');

function createContender(engine: 'liaison' | 'apollo', title: string): Contender {
  return {
    name: engine === 'liaison' ? 'liaison' : 'liaison-apollo',
    title,
    launch: ({ supergraphFile, folder }, { name }) => ({
      command: join(root, 'cli', 'liaison'),
      args: ['gateway', '--supergraph', supergraphFile, '--engine', engine],
      env: { DATA_DIR: folder, ...knownOnly(settings[name]) },
    }),
  };
}

/** The gateway refuses to start with a variable that it does not know. */
function knownOnly(variables: Readonly<Record<string, string>>): Record<string, string> {
  const config = readFileSync(join(root, 'gateway', 'config.ts'), 'utf8');
  return Object.fromEntries(Object.entries(variables).filter(([name]) => config.includes(`${name}:`)));
}
