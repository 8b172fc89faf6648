import { createHash } from 'node:crypto';
import { mkdir, readFile, rename, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { z } from 'zod';
import type { SubgraphEndpoint } from '../transport/subgraph-endpoint.ts';
import type { SubgraphSource } from './subgraph-source.ts';

/** The last supergraph that composed, and what it was made of. */
export interface StoredSupergraph {
  readonly supergraphSdl: string;
  /** `hashSources` of the subgraphs that it was composed from. */
  readonly sourceHash: string;
  readonly subgraphs: readonly SubgraphEndpoint[];
}

export interface SupergraphStore {
  /** Undefined where there is none, or where the file is not one that this store wrote. */
  read(): Promise<StoredSupergraph | undefined>;
  write(stored: StoredSupergraph): Promise<void>;
}

/** Part of every hash: a release that composes or stores otherwise raises it, which makes older files worthless. */
const formatVersion = 1;
const headerMark = '# liaison-graph ';

const header = z.object({
  sourceHash: z.string(),
  subgraphs: z.array(z.object({ name: z.string(), url: z.string() })),
});

export function createSupergraphStore(file: string): SupergraphStore {
  return {
    read: async () => {
      const text = await readFile(file, 'utf8').catch((error: unknown) => {
        if ((error as NodeJS.ErrnoException).code === 'ENOENT') return '';
        throw error;
      });
      return parseStored(text);
    },
    write: async ({ supergraphSdl, ...about }) => {
      await mkdir(dirname(file), { recursive: true });
      const temporary = `${file}.${process.pid}.tmp`;
      await writeFile(temporary, `${headerMark}${JSON.stringify(about)}\n${supergraphSdl}`);
      await rename(temporary, file);
    },
  };
}

function parseStored(text: string): StoredSupergraph | undefined {
  const lineEnd = text.indexOf('\n');
  if (!text.startsWith(headerMark) || lineEnd < 0) return undefined;
  try {
    const about = header.parse(JSON.parse(text.slice(headerMark.length, lineEnd)));
    return { ...about, supergraphSdl: text.slice(lineEnd + 1) };
  } catch {
    // A file from elsewhere or cut short: it is composed anew.
    return undefined;
  }
}

export function hashSources(sources: readonly SubgraphSource[]): string {
  const inOrder = sources.map(({ name, url, sdl }) => [name, url, sdl]).sort();
  return createHash('sha256')
    .update(JSON.stringify([formatVersion, inOrder]))
    .digest('hex');
}

export function isSameList(left: readonly SubgraphEndpoint[], right: readonly SubgraphEndpoint[]): boolean {
  const texts = (list: readonly SubgraphEndpoint[]) =>
    list
      .map(({ name, url }) => `${name}=${url}`)
      .sort()
      .join();
  return texts(left) === texts(right);
}
