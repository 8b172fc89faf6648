import type { Database, EntityManager } from '../../../shared/database/open-database.ts';
import { inRegistryTransaction } from '../store/registry.transaction.ts';
import type { ComposedGraph } from '../composition/graph.composer.ts';
import { labelOf } from '../composition/member.ts';
import { writeAudit, type AuditNote } from '../store/audit.table.ts';
import { hashDocument, keepDocuments, packDocument } from '../store/document.table.ts';
import {
  insertGraphVersion,
  insertSubgraphVersion,
  type GraphChange,
  type GraphVersion,
  type StoredMember,
} from '../store/graph.table.ts';
import { lockHead, moveHead } from '../store/registry.database.ts';
import type { GraphAct } from '../store/registry.entities.ts';
import type { RegistryActor } from '../token/registry-token.ts';
import type { NextMembers } from './subgraph-change.ts';

/** An act that changes the graph, and who does it. */
export interface GraphActOf {
  readonly act: GraphAct;
  readonly actor: RegistryActor;
  readonly message: string | null;
  /** What it is done to, for the audit log. */
  readonly subject: string;
  /** True: what clients use may break. */
  readonly isUnchecked: boolean;
}

export interface ProposedMembers {
  readonly next: NextMembers;
  /** Members of older versions that come back; they are among those kept. */
  readonly restored?: readonly StoredMember[];
}

export interface GraphCommit extends GraphActOf, ProposedMembers {
  readonly composed: ComposedGraph;
  /** The version that the proposal was worked out on. */
  readonly graphVersion: number;
}

export function noteOf({ act, actor, subject }: GraphActOf): Pick<AuditNote, 'act' | 'actor' | 'subject'> {
  return { act, actor: actor.name, subject };
}

/** Puts a new version into service. Undefined where the graph has changed meanwhile; then nothing is written. */
export async function commitGraph(database: Database, work: GraphCommit): Promise<GraphVersion | undefined> {
  const { next, composed, act, actor, message } = work;
  const texts = [composed.supergraphSdl, composed.publicSdl, ...next.added.map(({ sdl }) => sdl)];
  const documents = await Promise.all(texts.map(packDocument));
  return inRegistryTransaction(database, async (em) => {
    const { graphVersion } = await lockHead(em);
    if (graphVersion !== work.graphVersion) return undefined;
    await keepDocuments(em, documents);
    const createdAt = new Date().toISOString();
    const { changes, addedIds } = await insertMembers(em, work, createdAt);
    const version: GraphVersion = {
      number: graphVersion + 1,
      act,
      changes,
      memberIds: [...next.kept.map(({ id }) => id), ...addedIds],
      supergraphHash: hashDocument(composed.supergraphSdl),
      publicHash: hashDocument(composed.publicSdl),
      hints: [...composed.hints, ...composed.warnings],
      actor: actor.name,
      message,
      createdAt,
    };
    await insertGraphVersion(em, version);
    await moveHead(em, version.number);
    await writeAudit(em, { ...noteOf(work), outcome: 'done', detail: detailOf(work, version) });
    return version;
  });
}

/** An act that was checked breaks nothing that clients use. */
function detailOf({ act, composed }: GraphCommit, { number }: GraphVersion): string {
  const isBreaking = composed.changes.some(({ operations }) => operations.length > 0);
  const forced = act === 'rollback' ? '' : 'forced ';
  return `version ${number}${isBreaking ? `, ${forced}though it breaks operations that clients use` : ''}`;
}

async function insertMembers(
  em: EntityManager,
  { next, restored = [], actor, message }: GraphCommit,
  publishedAt: string,
): Promise<{ readonly changes: readonly GraphChange[]; readonly addedIds: readonly number[] }> {
  const before = new Set(next.removed.map(labelOf));
  const kindOf = (label: string) => (before.has(label) ? 'CHANGED' : 'ADDED');
  const changes: GraphChange[] = restored.map((member) => ({
    ...changeOf(member),
    kind: kindOf(labelOf(member)),
  }));
  const addedIds: number[] = [];
  for (const member of next.added) {
    const { subgraph, codes, url, sdl } = member;
    const row = { subgraph, partitionCodes: codes.join(), url, documentHash: hashDocument(sdl) };
    const { id, number } = await insertSubgraphVersion(em, { ...row, actor: actor.name, message, publishedAt });
    changes.push({ subgraph, codes, number, kind: kindOf(labelOf(member)) });
    addedIds.push(id);
  }
  const after = new Set(changes.map(labelOf));
  const gone = next.removed.filter((member) => !after.has(labelOf(member)));
  return {
    changes: [...changes, ...gone.map((member) => ({ ...changeOf(member), kind: 'REMOVED' as const }))],
    addedIds,
  };
}

function changeOf({ subgraph, codes, number }: StoredMember): Omit<GraphChange, 'kind'> {
  return { subgraph, codes, number };
}
