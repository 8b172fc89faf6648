import { describeFinding, type Finding } from '../../gateway/registry/composition/finding.ts';
import type { SchemaChange } from '../../gateway/registry/check/schema-change.ts';

/** What the commands ask of a change for clients. */
export const schemaChangeFields = `criticality message path operations { hash name text clients { name count lastSeen } }`;

export const findingFields = 'code message subgraph partition type field line column';

const titles = { BREAKING: 'Breaking', DANGEROUS: 'Dangerous', SAFE: 'Safe' } as const;

/** Changes under their criticality, with the operations and clients that each breaks. */
export function changeLines(changes: readonly SchemaChange[]): string[] {
  return (['BREAKING', 'DANGEROUS', 'SAFE'] as const).flatMap((criticality) => {
    const ofKind = changes.filter((change) => change.criticality === criticality);
    if (ofKind.length === 0) return [];
    return [`${titles[criticality]} changes (${ofKind.length}):`, ...ofKind.flatMap(linesOf)];
  });
}

function linesOf({ criticality, message, operations }: SchemaChange): string[] {
  const isUnused = criticality === 'BREAKING' && operations.length === 0;
  const uses = operations.map(({ name, clients }) => {
    const counts = clients.map(
      (client) => `${client.name || '(no name)'} ${client.count}×, last ${day(client.lastSeen)}`,
    );
    return `      breaks ${name ?? '(operation without a name)'}: ${counts.join('; ')}`;
  });
  return [`    ${message}${isUnused ? ' (no client was seen to use it)' : ''}`, ...uses];
}

function day(iso: string): string {
  return iso.slice(0, 10);
}

const mostFindings = 20;

/** Findings under a title; none without findings. */
export function findingLines(title: string, findings: readonly Finding[]): string[] {
  if (findings.length === 0) return [];
  const lines = findings.slice(0, mostFindings).map((finding) => `    ${describeFinding(finding)}`);
  const more = findings.length - mostFindings;
  return [`${title} (${findings.length}):`, ...lines, ...(more > 0 ? [`    … and ${more} more; --json has all`] : [])];
}
