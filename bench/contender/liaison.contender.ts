import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Mode } from '../load/mode.ts';
import type { Contender } from './contender.ts';

const root = join(import.meta.dirname, '..', '..');

const sharingOn = { GATEWAY_SHARE_SUBGRAPH_REQUESTS: 'on', GATEWAY_SHARE_CLIENT_REQUESTS: 'on' };

/** The product's settings by mode. One that the product of this checkout does not know is left out. */
const settings: Readonly<Record<Mode['name'], Readonly<Record<string, string>>>> = {
  'sharing-off': { GATEWAY_SHARE_SUBGRAPH_REQUESTS: 'off', GATEWAY_SHARE_CLIENT_REQUESTS: 'off' },
  identical: sharingOn,
  // The other gateways pass no header on unless they are told to; this one passes the token, and what it passes is not shared.
  authorization: { ...sharingOn, GATEWAY_FORWARD_HEADERS: 'traceparent,x-request-id' },
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
