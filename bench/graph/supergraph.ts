import { composeServices } from '@apollo/composition';
import { parse } from 'graphql';
import type { Subgraph } from './subgraph.ts';
import { subgraphs } from './subgraphs.ts';

/** Supergraph SDL that names `<origin>/<subgraph>` as the URL of each subgraph. */
export function composeSupergraph(origin: string, services: readonly Subgraph[] = subgraphs): string {
  const definitions = services.map(({ name, sdl }) => ({ name, url: `${origin}/${name}`, typeDefs: parse(sdl) }));
  const { supergraphSdl, errors } = composeServices(definitions);
  if (!supergraphSdl) throw new AggregateError(errors ?? [], 'The subgraphs of the benchmark do not compose.');
  return supergraphSdl;
}
