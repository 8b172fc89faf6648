import { readFile } from 'node:fs/promises';
import { GraphQLError, Kind, parse, type DocumentNode } from 'graphql';
import type { Logger } from '../../shared/telemetry/logger.ts';
import { followFile } from './followed-file.ts';
import type { SupergraphSource } from './supergraph.source.ts';

/** The file is missing, not GraphQL, or not a supergraph; the message names the place. */
export class SupergraphFileError extends Error {
  readonly code = 'SUPERGRAPH_FILE_INVALID';
}

export interface SupergraphFileDependencies {
  readonly logger: Logger;
  /** Throws where a supergraph cannot be served, such as by the planner. */
  readonly check: (supergraphSdl: string) => void;
}

/** Throws SupergraphFileError. A change that cannot be served is told in the log, and the old supergraph stays. */
export function startSupergraphFile(
  { logger, check }: SupergraphFileDependencies,
  file: string,
): Promise<SupergraphSource> {
  return followFile(file, {
    read: () => readSupergraphFile(file, check),
    logger,
    words: {
      changed: 'the supergraph has changed',
      refused: 'the new supergraph is refused; the old one stays in service',
    },
  });
}

async function readSupergraphFile(file: string, check: (supergraphSdl: string) => void): Promise<string> {
  const text = await readFile(file, 'utf8').catch((error: unknown) => {
    const { code, message } = error as NodeJS.ErrnoException;
    const reason = code === 'ENOENT' ? 'there is no such file' : message;
    throw new SupergraphFileError(`The supergraph ${file} cannot be read: ${reason}.`);
  });
  if (!isSupergraph(parseSdl(file, text))) {
    throw new SupergraphFileError(
      `${file} is GraphQL but not a supergraph: it has no enum join__Graph with a @join__graph(name:, url:) for each subgraph. Compose one from the subgraphs' schemas.`,
    );
  }
  try {
    check(text);
  } catch (error) {
    throw new SupergraphFileError(`The supergraph ${file} cannot be served: ${(error as Error).message}`);
  }
  return text;
}

function parseSdl(file: string, text: string): DocumentNode {
  try {
    return parse(text, { noLocation: true });
  } catch (error) {
    const place = error instanceof GraphQLError ? error.locations?.[0] : undefined;
    const at = place ? `:${place.line}:${place.column}` : '';
    throw new SupergraphFileError(`${file}${at}: ${(error as Error).message}`);
  }
}

function isSupergraph({ definitions }: DocumentNode): boolean {
  return definitions.some(
    (definition) =>
      definition.kind === Kind.ENUM_TYPE_DEFINITION &&
      definition.name.value === 'join__Graph' &&
      definition.values?.some(({ directives }) => directives?.some(({ name }) => name.value === 'join__graph')),
  );
}
