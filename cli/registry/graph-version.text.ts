import { describeFinding, type Finding } from '../../gateway/registry/composition/finding.ts';

/** What the commands ask of a graph version. */
export const versionFields = `
  number act actor message createdAt
  changes { subgraph partition kind number }
  hints { code message subgraph partition type field line column }
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
}

const signs = { ADDED: '+', CHANGED: '~', REMOVED: '-' } as const;

/** `+ district@230103 (version 4)` */
export function changeText({ subgraph, partition, kind, number }: ShownChange): string {
  const label = partition.length === 0 ? subgraph : `${subgraph}@${partition.join('+')}`;
  return `${signs[kind]} ${label} (version ${number})`;
}

export function outcomeText({ changed, version }: ShownOutcome): string {
  if (!changed) return `Nothing to change: version ${version.number} of the graph is in service as it was published.`;
  const hints = version.hints.length === 0 ? [] : ['', `Hints (${version.hints.length}):`, ...hintLines(version.hints)];
  return [
    `Version ${version.number} of the graph is in service.`,
    ...version.changes.map((change) => `  ${changeText(change)}`),
    ...hints,
  ].join('\n');
}

const mostHints = 20;

function hintLines(hints: readonly Finding[]): string[] {
  const lines = hints.slice(0, mostHints).map((hint) => `  ${describeFinding(hint)}`);
  return hints.length > mostHints ? [...lines, `  … and ${hints.length - mostHints} more; --json has all`] : lines;
}
