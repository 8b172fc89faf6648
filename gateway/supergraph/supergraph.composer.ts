import { composeServices } from '@apollo/composition';
import { parse } from 'graphql';
import { CompositionError } from './composition-error.ts';
import type { SubgraphSource } from './subgraph-source.ts';

/** Composes subgraphs into the SDL of one supergraph; throws CompositionError. Takes tens to hundreds of milliseconds. */
export function composeSupergraph(sources: readonly SubgraphSource[]): string {
  const services = sources.map(({ name, url, sdl }) => ({ name, url, typeDefs: parseSource(name, sdl) }));
  const { supergraphSdl, errors } = composeServices(services);
  if (errors) throw new CompositionError(errors.map(describeFault));
  return supergraphSdl;
}

function parseSource(name: string, sdl: string) {
  try {
    return parse(sdl, { noLocation: false });
  } catch (error) {
    throw new CompositionError([`[${name}] ${(error as Error).message}`]);
  }
}

interface CompositionFault {
  readonly message: string;
  readonly nodes?: readonly unknown[] | undefined;
  readonly extensions?: Readonly<Record<string, unknown>> | undefined;
}

/** Composition marks an AST node with its subgraph, and writes the name into most messages itself. */
function describeFault({ message, nodes, extensions }: CompositionFault): string {
  const subgraphs = new Set(nodes?.map((node) => (node as { subgraph?: string }).subgraph).filter(Boolean));
  const unnamed = [...subgraphs].filter((name) => !message.includes(`"${name}"`) && !message.includes(`[${name}]`));
  const code = typeof extensions?.['code'] === 'string' ? ` (${extensions['code']})` : '';
  return `${unnamed.length > 0 ? `[${unnamed.join(', ')}] ` : ''}${message}${code}`;
}
