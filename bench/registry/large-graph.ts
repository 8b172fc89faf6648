import { federationLink } from '../graph/subgraph.ts';
import type { PublishedSubgraph } from './registry.server.ts';

/** Types of each subgraph. */
const types = 12;
/** Fields of each type, beside its key. */
const fields = 8;

/**
 * Subgraphs in the shape of large companies' graphs: each owns types with a key, and adds a field to a type of each of the
 * two before it. `revision` is in a field of the first one, so that each revision is another schema.
 */
export function largeGraph(count: number, revision: number): PublishedSubgraph[] {
  return Array.from({ length: count }, (_each, index) => ({
    name: `area${index}`,
    url: `http://127.0.0.1:9/area${index}`,
    sdl: sdlOf(index, index === 0 ? revision : 0),
  }));
}

/** The type and the field that the graph of this revision has. */
export function revisionField(revision: number): readonly [type: string, field: string] {
  return ['Area0Type0', `revision${revision}`];
}

function sdlOf(index: number, revision: number): string {
  const own = Array.from({ length: types }, (_each, type) => {
    const rows = Array.from({ length: fields }, (_one, field) => `  field${field}: String`);
    if (index === 0 && type === 0) rows.push(`  revision${revision}: Int`);
    return `type Area${index}Type${type} @key(fields: "id") {\n  id: ID!\n${rows.join('\n')}\n}`;
  });
  const extended = [index - 1, index - 2]
    .filter((before) => before >= 0)
    .map((before) => `type Area${before}Type1 @key(fields: "id") {\n  id: ID!\n  from${index}: String\n}`);
  const query = `type Query {\n  area${index}(id: ID!): Area${index}Type0\n}`;
  return [federationLink, query, ...own, ...extended].join('\n\n');
}
