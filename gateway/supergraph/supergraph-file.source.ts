import { readFile } from 'node:fs/promises';
import { unwatchFile, watchFile } from 'node:fs';
import { GraphQLError, Kind, parse, type DocumentNode } from 'graphql';
import type { Logger } from '../../shared/telemetry/logger.ts';
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

/** Milliseconds between two looks at the file: a look is one stat, and finds changes on every file system. */
const lookInterval = 500;

/** Throws SupergraphFileError. A change that cannot be served is told in the log, and the old supergraph stays. */
export async function startSupergraphFile(
  { logger, check }: SupergraphFileDependencies,
  file: string,
): Promise<SupergraphSource> {
  const listeners = new Set<(supergraphSdl: string) => void>();
  let current = await readSupergraphFile(file, check);
  let reading = Promise.resolve();

  async function reload(): Promise<void> {
    try {
      const changed = await readSupergraphFile(file, check);
      if (changed === current) return;
      current = changed;
      for (const listener of listeners) listener(changed);
      logger.info({ file }, 'the supergraph has changed');
    } catch (error) {
      logger.error(
        { file, reason: (error as Error).message },
        'the new supergraph is refused; the old one stays in service',
      );
    }
  }
  const onLook = (): void => void (reading = reading.then(reload));
  watchFile(file, { interval: lookInterval }, onLook);
  return {
    current: () => current,
    onChange: (listener) => void listeners.add(listener),
    stop: async () => {
      unwatchFile(file, onLook);
      await reading;
    },
  };
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
