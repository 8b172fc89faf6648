import { assertMayChange, type RegistryActor } from '../token/registry-token.ts';
import type { Finding } from '../composition/finding.ts';
import { labelOf } from '../composition/member.ts';
import { brokenUses, composeProposal } from '../publish/proposal.composer.ts';
import { readLive, type PublishDependencies } from '../publish/publish.service.ts';
import { applyChanges, assertWellFormed, type SubgraphChange } from '../publish/subgraph-change.ts';
import { notingRefusal, writeAudit } from '../store/audit.table.ts';
import { readMembersOf } from '../store/graph.table.ts';
import { readHead } from '../store/registry.database.ts';
import { SchemaCheckEntity } from '../store/registry.entities.ts';
import type { SchemaChange } from './schema-change.ts';

/** What a publish would come to. */
export interface CheckReport {
  readonly isPassed: boolean;
  /** The graph version that it was held to. */
  readonly graphVersion: number;
  /** Why it does not compose. */
  readonly faults: readonly Finding[];
  readonly hints: readonly Finding[];
  /** What the schemas should keep to, and do not. */
  readonly warnings: readonly Finding[];
  /** What would change for clients. */
  readonly changes: readonly SchemaChange[];
}

export interface CheckRequest {
  readonly changes: readonly SubgraphChange[];
  readonly isProbing: boolean;
}

/** Characters: a check of hundreds of partitions names them all. */
const longestSubject = 2_000;

/** Changes nothing. Throws ClientError for what cannot even be tried, such as with the token of another partition. */
export async function check(
  dependencies: PublishDependencies,
  actor: RegistryActor,
  request: CheckRequest,
): Promise<CheckReport> {
  const subject = request.changes.map(labelOf).join(', ');
  return notingRefusal(dependencies.database, { actor: actor.name, act: 'check', subject }, async () => {
    assertWellFormed(request.changes, dependencies.options.maxSdl);
    for (const change of request.changes) assertMayChange(actor, change);
    const report = await reportOn(dependencies, request);
    await keepReport(dependencies, actor, { report, subject });
    return report;
  });
}

async function reportOn(dependencies: PublishDependencies, { changes, isProbing }: CheckRequest): Promise<CheckReport> {
  const { database, probe } = dependencies;
  const em = database.fork();
  const { graphVersion } = await readHead(em);
  const next = applyChanges(await readMembersOf(em, graphVersion), changes);
  const live = isProbing ? await readLive(probe, next) : undefined;
  const outcome = await composeProposal(dependencies, { next, live }, graphVersion);
  if ('faults' in outcome) {
    const nothing = { hints: [], warnings: [], changes: [] };
    return { ...nothing, isPassed: false, graphVersion, faults: outcome.faults };
  }
  const { hints, warnings, changes: schemaChanges } = outcome;
  const isPassed = brokenUses(schemaChanges).length === 0;
  return { isPassed, graphVersion, faults: [], hints, warnings, changes: schemaChanges };
}

async function keepReport(
  { database }: PublishDependencies,
  actor: RegistryActor,
  { report, subject }: { readonly report: CheckReport; readonly subject: string },
): Promise<void> {
  const em = database.fork();
  const { isPassed, graphVersion } = report;
  await em.insert(SchemaCheckEntity, {
    subgraphs: subject.slice(0, longestSubject),
    graphVersion,
    isPassed,
    report: JSON.stringify(report),
    actor: actor.name,
    createdAt: new Date().toISOString(),
  });
  await writeAudit(em, { actor: actor.name, act: 'check', subject, outcome: isPassed ? 'done' : 'CHECK_FAILED' });
}
