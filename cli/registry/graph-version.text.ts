import type { Finding } from '../../gateway/registry/composition/finding.ts';
import type { SchemaChange } from '../../gateway/registry/check/schema-change.ts';
import { changeLines, findingFields, findingLines } from './schema-change.text.ts';

/** What the commands ask of a graph version. */
export const versionFields = `
  number act actor message createdAt
  changes { subgraph partition kind number }
  hints { ${findingFields} }
`;

export interface ShownVersion {
  readonly number: number;
  readonly act: string;
  readonly actor: string;
  readonly message: string | null;
  readonly createdAt: string;
  readonly changes: readonly ShownChange[];
  readonly hints: readonly Finding[];
}

export interface ShownChange {
  readonly subgraph: string;
  readonly partition: readonly string[];
  readonly kind: 'ADDED' | 'CHANGED' | 'REMOVED';
  readonly number: number;
}

export interface ShownOutcome {
  readonly changed: boolean;
  readonly version: ShownVersion;
  readonly schemaChanges?: readonly SchemaChange[];
}

const signs = { ADDED: '+', CHANGED: '~', REMOVED: '-' } as const;

/** `+ district@230103 (version 4)` */
export function changeText({ subgraph, partition, kind, number }: ShownChange): string {
  const label = partition.length === 0 ? subgraph : `${subgraph}@${partition.join('+')}`;
  return `${signs[kind]} ${label} (version ${number})`;
}

export function outcomeText({ changed, version, schemaChanges = [] }: ShownOutcome): string {
  if (!changed) return `Nothing to change: version ${version.number} of the graph is in service as it was published.`;
  return [
    `Version ${version.number} of the graph is in service.`,
    ...version.changes.map((change) => `  ${changeText(change)}`),
    ...changeLines(schemaChanges),
    ...findingLines('Hints and warnings', version.hints),
  ].join('\n');
}
