import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import type { Logger } from '../../../shared/telemetry/logger.ts';
import type { PartitionTable } from '../../partition/partition.ts';
import { createSupergraphStore } from '../../supergraph/supergraph.store.ts';
import type { ServedGraph } from './registry.watch.ts';

/** The graph that was in service last, on disk: a gateway starts from it where the registry does not answer. */
export interface LastGood {
  /** Undefined where there is none, or none that is whole. */
  read(): Promise<ServedGraph | undefined>;
  /** Writes beside the caller; the last of several stands in the end. */
  keep(graph: ServedGraph): void;
  stop(): Promise<void>;
}

const partition = z.object({
  name: z.string(),
  url: z.string(),
  codes: z.array(z.string()),
  sdl: z.string().optional(),
});
const partitionFile = z.object({
  sourceHash: z.string(),
  partitions: z.array(
    z.object({ subgraph: z.string(), partitions: z.array(partition), fallback: partition.optional() }),
  ),
});

export function createLastGood(dataDirectory: string, logger: Logger): LastGood {
  const fileOf = (name: string) => join(dataDirectory, 'gateway', name);
  const stores = {
    internal: createSupergraphStore(fileOf('registry-internal.graphql')),
    public: createSupergraphStore(fileOf('registry-public.graphql')),
  };
  const partitions = fileOf('registry-partitions.json');
  let writing = Promise.resolve();

  async function write(graph: ServedGraph): Promise<void> {
    // Equal in all files, so that some that do not belong together are told from those that do.
    const about = { sourceHash: `registry version ${graph.number}`, subgraphs: [] };
    await stores.internal.write({ ...about, supergraphSdl: graph.internal });
    await stores.public.write({ ...about, supergraphSdl: graph.public });
    const list = [...graph.partitions.values()];
    await writeFile(partitions, JSON.stringify({ sourceHash: about.sourceHash, partitions: list }));
  }

  return {
    read: async () => {
      const [internal, forPublic, table] = await Promise.all([
        stores.internal.read(),
        stores.public.read(),
        readTable(partitions),
      ]);
      if (!internal || !table) return undefined;
      if (internal.sourceHash !== forPublic?.sourceHash || internal.sourceHash !== table.sourceHash) return undefined;
      return {
        number: 0,
        internal: internal.supergraphSdl,
        public: forPublic.supergraphSdl,
        partitions: table.partitions,
      };
    },
    keep: (graph) => {
      writing = writing
        .then(() => write(graph))
        .catch((error: unknown) => logger.error({ err: error }, 'the last good supergraph cannot be kept on disk'));
    },
    stop: () => writing,
  };
}

/** Undefined where there is no such file, or one that was cut short. */
async function readTable(file: string): Promise<{ sourceHash: string; partitions: PartitionTable } | undefined> {
  try {
    const { sourceHash, partitions } = partitionFile.parse(JSON.parse(await readFile(file, 'utf8')));
    const list = partitions.map(({ fallback, ...one }) => ({ ...one, fallback }));
    return { sourceHash, partitions: new Map(list.map((one) => [one.subgraph, one])) };
  } catch {
    // The registry is asked then.
    return undefined;
  }
}
