import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Kind, parse } from 'graphql';
import { nestedQuery } from '../graph/nested-query.ts';
import { composeSupergraph } from '../graph/supergraph.ts';

export interface PlannedGraph {
  readonly supergraphSdl: string;
  readonly operations: readonly { readonly name: string; readonly text: string }[];
}

const schemaFolder = join(import.meta.dirname, '..', '..', 'schema');

/** The benchmark's own graph and the product's, with the operations that the product names. */
export function plannedGraphs(): PlannedGraph[] {
  const folder = join(schemaFolder, 'operations');
  const files = readdirSync(folder).filter((file) => file.endsWith('.graphql'));
  return [
    { supergraphSdl: composeSupergraph('http://127.0.0.1'), operations: [named(nestedQuery)] },
    {
      supergraphSdl: readFileSync(join(schemaFolder, 'supergraph.graphql'), 'utf8'),
      operations: files.map((file) => named(readFileSync(join(folder, file), 'utf8'))),
    },
  ];
}

function named(text: string): { name: string; text: string } {
  const operation = parse(text).definitions.find((definition) => definition.kind === Kind.OPERATION_DEFINITION);
  const name = operation?.kind === Kind.OPERATION_DEFINITION ? operation.name?.value : undefined;
  if (name === undefined) throw new Error(`This operation has no name: ${text}`);
  return { name, text };
}
