import { join } from 'node:path';
import { startServer, type RunningServer } from '../process/child-process.ts';

const root = join(import.meta.dirname, '..', '..');
/** As `liaison gateway` is run. */
const heap = ['--min-semi-space-size=32', '--max-semi-space-size=32', '--heap-growing-percent=100'];
const token = 'token-of-the-benchmark';

export interface PublishedSubgraph {
  readonly name: string;
  readonly sdl: string;
  readonly url: string;
}

/** A gateway of the product that takes its graph from a registry of its own, which is empty at first. */
export interface RegistryServer {
  readonly server: RunningServer;
  readonly url: string;
  /** One act. Gives the number of the graph version; throws where the registry refuses it. */
  publish(subgraphs: readonly PublishedSubgraph[]): Promise<number>;
}

export async function startRegistryServer(folder: string): Promise<RegistryServer> {
  const server = await startServer(
    {
      command: process.execPath,
      args: [...heap, join(root, 'gateway', 'main.ts')],
      env: {
        DATA_DIR: folder,
        GATEWAY_DATABASE_URL: `sqlite:${join(folder, 'registry.sqlite')}`,
        GATEWAY_REGISTRY_ADMIN_TOKEN: token,
        GATEWAY_SHARE_SUBGRAPH_REQUESTS: 'off',
        GATEWAY_SHARE_CLIENT_REQUESTS: 'off',
        // What else it would seed the registry with is not there.
        GATEWAY_SUBGRAPHS: 'none=http://127.0.0.1:9/graphql',
        STARTUP_TIMEOUT: '1s',
        LOG_LEVEL: 'error',
      },
    },
    async (origin) => (await fetch(`${origin}/health/live`)).ok,
  );
  const operation = `mutation ($changes: [SubgraphChange!]!) {
    publish(changes: $changes, probe: false) { version { number } }
  }`;
  return {
    server,
    url: `${server.origin}/graphql`,
    async publish(subgraphs) {
      const changes = subgraphs.map(({ name, ...rest }) => ({ subgraph: name, ...rest }));
      const answer = await fetch(`${server.origin}/registry`, {
        method: 'POST',
        headers: { 'content-type': 'application/json', authorization: `Bearer ${token}` },
        body: JSON.stringify({ query: operation, variables: { changes } }),
      });
      const { data, errors } = (await answer.json()) as {
        data?: { publish?: { version: { number: number } } };
        errors?: { message: string }[];
      };
      if (!data?.publish) throw new Error(`The registry refuses a publish: ${errors?.[0]?.message}`);
      return data.publish.version.number;
    },
  };
}
