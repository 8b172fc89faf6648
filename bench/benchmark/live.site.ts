import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { launchScript, type Site } from '../contender/contender.ts';
import { subgraphsWithEvents } from '../graph/subgraphs.ts';
import { composeSupergraph } from '../graph/supergraph.ts';
import { startServer } from '../process/child-process.ts';
import type { PublisherCounts } from '../publisher/publisher.messages.ts';

/** The subgraphs with one that publishes. */
export interface LiveSite extends Site {
  counts(): Promise<PublisherCounts>;
  /** Resolves when the server has closed what nobody subscribes to any more. One upstream it may keep for the next client. */
  quiet(): Promise<void>;
  stop(): Promise<void>;
}

/** Milliseconds that a server has to close its upstreams. */
const closeTimeout = 3_000;

const program = join(import.meta.dirname, '..', 'publisher', 'publisher.process.ts');

export async function startLiveSite(folder: string): Promise<LiveSite> {
  const publisher = await startServer(launchScript(program, {}), async (origin) => (await fetch(origin)).ok);
  const supergraphFile = join(folder, 'supergraph-with-events.graphql');
  await writeFile(supergraphFile, composeSupergraph(publisher.origin, subgraphsWithEvents));
  const counts = async (): Promise<PublisherCounts> =>
    (await (await fetch(`${publisher.origin}/counts`)).json()) as PublisherCounts;

  return {
    supergraphFile,
    subgraphOrigin: publisher.origin,
    folder,
    counts,
    quiet: async () => {
      const deadline = performance.now() + closeTimeout;
      while ((await counts()).open > 1 && performance.now() < deadline) await wait(50);
    },
    stop: () => publisher.stop(),
  };
}
