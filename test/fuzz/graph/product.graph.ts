import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { buildSchema } from 'graphql';
import type { FuzzedGraph } from './fuzzed-graph.ts';
import { composeWorld, createWorldGraph } from './world.graph.ts';

const names = ['city', 'district', 'township', 'network'];

/** The product's own graph, from the schemas that its subgraphs emit. */
export async function createProductGraph(): Promise<FuzzedGraph> {
  const sources = await Promise.all(
    names.map(async (name) => {
      const sdl = await readFile(join(import.meta.dirname, `../../../schema/${name}.graphql`), 'utf8');
      return { name, sdl, schema: buildSchema(sdl, { assumeValidSDL: true }) };
    }),
  );
  return createWorldGraph({ name: 'product', depth: 7, supergraphSdl: composeWorld(sources), sources });
}
