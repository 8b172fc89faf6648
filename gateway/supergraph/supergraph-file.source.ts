import { readFile } from 'node:fs/promises';
import { GraphQLError, Kind, parse, type ConstDirectiveNode, type DocumentNode } from 'graphql';
import { validateSDL } from 'graphql/validation/validate.js';
import type { Logger } from '../../shared/telemetry/logger.ts';
import { renewOnThread } from './composition-thread.ts';
import { followFile } from './followed-file.ts';
import { isOfFederationOne } from './linked-specification.ts';
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
  const document = parseSdl(file, text);
  if (!isSupergraph(document)) {
    throw new SupergraphFileError(
      `${file} is GraphQL but not a supergraph: it has no enum join__Graph with a @join__graph(name:, url:) for each subgraph. Compose one from the subgraphs' schemas.`,
    );
  }
  assertUrls(file, document);
  try {
    const supergraphSdl = isOfFederationOne(document) ? await renewOnThread(text) : text;
    check(supergraphSdl);
    return supergraphSdl;
  } catch (error) {
    throw new SupergraphFileError(describeFault(file, document, error as Error));
  }
}

/** Planner and schema say what is wrong; where in the file it is, the rules for schemas know best. */
function describeFault(file: string, document: DocumentNode, { message }: Error): string {
  const placed = validateSDL(document).find(({ locations }) => locations?.length);
  if (!placed) return `The supergraph ${file} cannot be served: ${message}`;
  return `${file}${placeOf(placed)}: the supergraph cannot be served: ${placed.message}`;
}

function parseSdl(file: string, text: string): DocumentNode {
  try {
    return parse(text);
  } catch (error) {
    const at = error instanceof GraphQLError ? placeOf(error) : '';
    throw new SupergraphFileError(`${file}${at}: ${(error as Error).message}`);
  }
}

function placeOf({ locations }: GraphQLError): string {
  const place = locations?.[0];
  return place ? `:${place.line}:${place.column}` : '';
}

function isSupergraph(document: DocumentNode): boolean {
  return readJoins(document).length > 0;
}

/** The `@join__graph` of each subgraph. */
function readJoins({ definitions }: DocumentNode): readonly ConstDirectiveNode[] {
  return definitions
    .filter((definition) => definition.kind === Kind.ENUM_TYPE_DEFINITION)
    .filter(({ name }) => name.value === 'join__Graph')
    .flatMap(({ values = [] }) => values.flatMap(({ directives = [] }) => directives))
    .filter(({ name }) => name.value === 'join__graph');
}

/** Before anything is asked there: a subgraph without an address would fail each request as if the gateway were at fault. */
function assertUrls(file: string, document: DocumentNode): void {
  for (const join of readJoins(document)) {
    const argument = join.arguments?.find(({ name }) => name.value === 'url');
    const url = argument?.value.kind === Kind.STRING ? argument.value.value : '';
    if (['http:', 'https:'].includes(URL.parse(url)?.protocol ?? '')) continue;
    const at = placeOf(new GraphQLError('', { nodes: argument ?? join }));
    throw new SupergraphFileError(
      `${file}${at}: the supergraph cannot be served: "${url}" is no http or https URL of a subgraph.`,
    );
  }
}
