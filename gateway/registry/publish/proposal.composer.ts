import { ClientError } from '../../../shared/errors/client-error.ts';
import { isErrorCode } from '../../../shared/errors/error-code.ts';
import type { Database } from '../../../shared/database/open-database.ts';
import type { SchemaChange } from '../check/schema-change.ts';
import { describeFinding, type Finding } from '../composition/finding.ts';
import type { ComposedGraph, CompositionOutcome } from '../composition/graph.composer.ts';
import { labelOf } from '../composition/member.ts';
import type { RegistryThread } from '../composition/registry.thread.ts';
import { readDocument } from '../store/document.table.ts';
import { findGraphVersion } from '../store/graph.table.ts';
import { readSeenOperations } from '../store/usage.rows.ts';
import type { ProposedMembers } from './graph.commit.ts';

export interface ComposerDependencies {
  readonly database: Database;
  readonly thread: RegistryThread;
  readonly options: ComposerOptions;
}

export interface ComposerOptions {
  readonly internalTags: readonly string[];
  /** Days for which an operation counts after it was seen. */
  readonly checkDays: number;
  /** Times that it has to be seen in them. */
  readonly checkThreshold: number;
}

/** Members of a graph that is to be. */
export interface Proposal extends ProposedMembers {
  /** What new members' endpoints tell of themselves, by label. */
  readonly live?: ReadonlyMap<string, string> | undefined;
}

const dayLength = 86_400_000;

/** Composes what is proposed and compares it with version `graphVersion`. Throws ClientError where nothing is left. */
export async function composeProposal(
  { database, thread, options }: ComposerDependencies,
  { next, restored = [], live }: Proposal,
  graphVersion: number,
): Promise<CompositionOutcome> {
  const members = [...next.kept, ...next.added];
  if (members.length === 0) {
    throw new ClientError('COMPOSITION_FAILED', 'This is the last subgraph: a graph of none cannot be served.');
  }
  const em = database.fork();
  const serving = await findGraphVersion(em, graphVersion);
  const since = new Date(Date.now() - options.checkDays * dayLength);
  return thread.compose({
    members,
    changed: [...next.added, ...restored].map(labelOf),
    live,
    internalTags: options.internalTags,
    before: serving && (await readDocument(em, serving.supergraphHash)),
    operations: await readSeenOperations(em, { since, threshold: options.checkThreshold }),
  });
}

/** Throws ClientError with the faults' own code where all have the same. */
export function orRefusal(outcome: CompositionOutcome): ComposedGraph {
  if (!('faults' in outcome)) return outcome;
  const findings = outcome.faults;
  const codes = new Set(findings.map(({ code }) => code));
  const [first = ''] = codes;
  const code = codes.size === 1 && isErrorCode(first) ? first : 'COMPOSITION_FAILED';
  throw new ClientError(code, `The graph cannot be made of these schemas. ${listed(findings)}`, { findings });
}

function listed(findings: readonly Finding[]): string {
  const count = `${findings.length} fault${findings.length === 1 ? '' : 's'}`;
  return `${count}:\n  ${findings.map(describeFinding).join('\n  ')}`;
}

/** Changes that break operations which clients use. */
export function brokenUses(changes: readonly SchemaChange[]): readonly SchemaChange[] {
  return changes.filter(({ criticality, operations }) => criticality === 'BREAKING' && operations.length > 0);
}

/** Throws ClientError CHECK_FAILED. */
export function assertUnbroken(changes: readonly SchemaChange[]): void {
  const broken = brokenUses(changes);
  if (broken.length === 0) return;
  const lines = broken.map((change) => `${change.message} ${describeUses(change)}`);
  throw new ClientError(
    'CHECK_FAILED',
    `Clients use what this would break:\n  ${lines.join('\n  ')}\nKeep it until they have moved on, or publish with force.`,
    { changes: broken },
  );
}

/** `It breaks Board (dashboard: 12), an operation without a name (a client without a name: 3).` */
function describeUses({ operations }: Pick<SchemaChange, 'operations'>): string {
  const texts = operations.map(({ name, clients }) => {
    const uses = clients.map((client) => `${client.name || 'a client without a name'}: ${client.count}`);
    return `${name ?? 'an operation without a name'} (${uses.join(', ')})`;
  });
  return `It breaks ${texts.join('; ')}.`;
}
