import type { EntityManager } from '../../../shared/database/open-database.ts';
import type { Finding } from '../composition/finding.ts';
import type { Member } from '../composition/member.ts';
import { readDocuments } from './document.table.ts';
import {
  GraphVersionEntity,
  SubgraphVersionEntity,
  type GraphAct,
  type GraphVersionRow,
  type SubgraphVersionRow,
} from './registry.entities.ts';

/** A member as it stands in the registry. */
export interface StoredMember extends Member {
  readonly id: number;
  /** Counts the versions of the subgraph. */
  readonly number: number;
  readonly actor: string;
  readonly message: string | null;
  readonly publishedAt: string;
}

/** What an act did to one endpoint of a subgraph. */
export interface GraphChange {
  readonly subgraph: string;
  readonly codes: readonly string[];
  readonly kind: 'ADDED' | 'CHANGED' | 'REMOVED';
  /** The subgraph's version that came, or that went. */
  readonly number: number;
}

export interface GraphVersion {
  readonly number: number;
  readonly act: GraphAct;
  readonly changes: readonly GraphChange[];
  readonly memberIds: readonly number[];
  readonly supergraphHash: string;
  readonly publicHash: string;
  readonly hints: readonly Finding[];
  readonly actor: string;
  readonly message: string | null;
  readonly createdAt: string;
}

export async function findGraphVersion(em: EntityManager, number: number): Promise<GraphVersion | undefined> {
  const row = await em.findOne(GraphVersionEntity, { number });
  return row ? toGraphVersion(row) : undefined;
}

/** The newest first, those before `before`. */
export async function listGraphVersions(
  em: EntityManager,
  { first, before }: { readonly first: number; readonly before: number | undefined },
): Promise<GraphVersion[]> {
  const where = before === undefined ? {} : { number: { $lt: before } };
  const rows = await em.find(GraphVersionEntity, where, { orderBy: { number: 'desc' }, limit: first });
  return rows.map(toGraphVersion);
}

export async function insertGraphVersion(em: EntityManager, version: GraphVersion): Promise<void> {
  const { memberIds, changes, hints, ...row } = version;
  await em.insert(GraphVersionEntity, {
    ...row,
    changes: JSON.stringify(changes),
    members: JSON.stringify(memberIds),
    hints: JSON.stringify(hints),
  });
}

function toGraphVersion({ changes, members, hints, ...row }: GraphVersionRow): GraphVersion {
  return {
    ...row,
    message: row.message ?? null,
    changes: JSON.parse(changes) as GraphChange[],
    memberIds: JSON.parse(members) as number[],
    hints: JSON.parse(hints) as Finding[],
  };
}

/** The members of a graph version, in the order in which they were published. */
export async function readMembers(em: EntityManager, ids: readonly number[]): Promise<StoredMember[]> {
  const rows = await em.find(SubgraphVersionEntity, { id: { $in: [...ids] } }, { orderBy: { id: 'asc' } });
  const documents = await readDocuments(
    em,
    rows.map(({ documentHash }) => documentHash),
  );
  return rows.map((row) => toMember(row, documents.get(row.documentHash) ?? ''));
}

/** The members of version `number`; none for version 0. */
export async function readMembersOf(em: EntityManager, number: number): Promise<StoredMember[]> {
  const version = await findGraphVersion(em, number);
  return version ? readMembers(em, version.memberIds) : [];
}

function toMember(row: SubgraphVersionRow, sdl: string): StoredMember {
  const { id, subgraph, partitionCodes, number, url, actor, message, publishedAt } = row;
  const codes = partitionCodes === '' ? [] : partitionCodes.split(',');
  return { id, subgraph, codes, number, url, sdl, actor, message: message ?? null, publishedAt };
}

export type NewSubgraphVersion = Omit<SubgraphVersionRow, 'id' | 'number'>;

/** Gives the version its id and its number; acts come one after the other, so nobody takes the same number. */
export async function insertSubgraphVersion(
  em: EntityManager,
  version: NewSubgraphVersion,
): Promise<{ readonly id: number; readonly number: number }> {
  const [last] = await em.find(
    SubgraphVersionEntity,
    { subgraph: version.subgraph },
    { orderBy: { number: 'desc' }, limit: 1 },
  );
  const number = (last?.number ?? 0) + 1;
  const id = Number(await em.insert(SubgraphVersionEntity, { ...version, number }));
  return { id, number };
}
