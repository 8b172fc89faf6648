import { createHash } from 'node:crypto';
import type { ServedGraph } from '../supergraph/registry.watch.ts';

export type Variant = 'internal' | 'public';

/** A supergraph as other routers get it. */
export interface RouterArtifact {
  readonly text: string;
  /** Equal for equal texts. */
  readonly tag: string;
}

/** Makes the artifacts of a graph once; `urls` replace those of single subgraphs. */
export function createArtifacts(
  urls: ReadonlyMap<string, string>,
): (graph: ServedGraph, variant: Variant) => RouterArtifact {
  const made = new WeakMap<ServedGraph, Map<Variant, RouterArtifact>>();
  return (graph, variant) => {
    const ofGraph = made.get(graph) ?? new Map<Variant, RouterArtifact>();
    made.set(graph, ofGraph);
    const known = ofGraph.get(variant);
    if (known) return known;
    const text = withUrls(graph[variant], urls);
    const artifact = { text, tag: `"${createHash('sha256').update(text).digest('hex').slice(0, 32)}"` };
    ofGraph.set(variant, artifact);
    return artifact;
  };
}

/** Composition writes each subgraph's place in this one form. */
function withUrls(supergraphSdl: string, urls: ReadonlyMap<string, string>): string {
  return supergraphSdl.replaceAll(/@join__graph\(name: "([^"]*)", url: "[^"]*"\)/g, (whole, name: string) => {
    const url = urls.get(name);
    return url === undefined ? whole : `@join__graph(name: ${JSON.stringify(name)}, url: ${JSON.stringify(url)})`;
  });
}
