import { subgraphsWithEvents } from './subgraphs.ts';
import type { Subgraph } from './subgraph.ts';
import { composeSupergraph } from './supergraph.ts';

/** The field that only the second supergraph has. */
export const addedField = { type: 'Product', name: 'catalogueNote' };

/** Two supergraphs that differ in a description and a field, in as many bytes: one can be written over the other. */
export function changingSupergraphs(origin: string): readonly [string, string] {
  const first = composeSupergraph(origin, subgraphsWithEvents);
  const second = composeSupergraph(origin, subgraphsWithEvents.map(changed));
  const length = Math.max(first.length, second.length);
  return [first.padEnd(length), second.padEnd(length)];
}

/** The same subgraph, or products with a field more. */
export function changed(subgraph: Subgraph): Subgraph {
  if (subgraph.name !== 'products') return subgraph;
  const sdl = subgraph.sdl
    .replace('type Product @key', '"What the catalogue offers."\n    type Product @key')
    .replace('weight: Int', `weight: Int\n      ${addedField.name}: String`);
  return { ...subgraph, sdl };
}
