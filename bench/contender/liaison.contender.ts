import { join } from 'node:path';
import type { Mode } from '../load/mode.ts';
import type { Contender, Site } from './contender.ts';
import type { Launch } from '../process/child-process.ts';

const program = join(import.meta.dirname, '..', '..', 'cli', 'liaison');

/** The product's settings by mode; all others are as they come, which includes both kinds of sharing. */
const settings: Readonly<Record<Mode['name'], Readonly<Record<string, string>>>> = {
  'sharing-off': { GATEWAY_SHARE_SUBGRAPH_REQUESTS: 'off', GATEWAY_SHARE_CLIENT_REQUESTS: 'off' },
  identical: {},
  // The other gateways pass no header on unless they are told to; this one passes the token, and what it passes is not shared.
  authorization: { GATEWAY_FORWARD_HEADERS: 'traceparent,x-request-id' },
};

export const liaison: Contender = {
  name: 'liaison',
  title: 'liaison-graph',
  launch: (site, mode) => launchGateway(site, mode),
};

export const liaisonOnApollo: Contender = {
  name: 'liaison-apollo',
  title: 'liaison-graph, engine apollo',
  launch: (site, mode) => launchGateway(site, mode, ['--engine', 'apollo']),
};

/** As an operator starts it; the port is in the variable PORT. */
function launchGateway({ supergraphFile, folder }: Site, { name }: Mode, more: readonly string[] = []): Launch {
  const args = ['gateway', '--supergraph', supergraphFile, ...more];
  return { command: program, args, env: { DATA_DIR: folder, ...settings[name] } };
}
