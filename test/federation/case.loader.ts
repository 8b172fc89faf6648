import { readdir, readFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import type { SubgraphSource } from '../../gateway/supergraph/subgraph-source.ts';
import type { FederationCase } from './federation-case.ts';

export interface LoadedCase extends FederationCase {
  readonly name: string;
  readonly sources: readonly SubgraphSource[];
}

const link = `extend schema @link(url: "https://specs.apollo.dev/federation/v2.12", import: ["@key", "@external",
  "@requires", "@provides", "@shareable", "@override", "@inaccessible", "@interfaceObject", "@tag", "@extends"])`;

/** Every folder beside this file is a case. */
export async function loadCases(): Promise<LoadedCase[]> {
  const entries = await readdir(import.meta.dirname, { withFileTypes: true });
  const names = entries.filter((entry) => entry.isDirectory()).map(({ name }) => name);
  return Promise.all(names.sort().map(loadCase));
}

async function loadCase(name: string): Promise<LoadedCase> {
  const { federationCase } = (await import(`./${name}/case.ts`)) as { federationCase: FederationCase };
  const folder = join(import.meta.dirname, name, 'subgraphs');
  const files = (await readdir(folder)).filter((file) => file.endsWith('.graphql')).sort();
  const sources = await Promise.all(
    files.map(async (file) => {
      const subgraph = basename(file, '.graphql');
      const text = await readFile(join(folder, file), 'utf8');
      const sdl = federationCase.federation1?.includes(subgraph) ? text : `${link}\n${text}`;
      return { name: subgraph, url: `http://${subgraph}.invalid/graphql`, sdl };
    }),
  );
  return { ...federationCase, name, sources };
}
