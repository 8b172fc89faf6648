import { createHash, randomBytes, timingSafeEqual } from 'node:crypto';
import { ClientError } from '../../../shared/errors/client-error.ts';
import type { EntityManager } from '../../../shared/database/open-database.ts';
import type { Member } from '../composition/member.ts';
import { RegistryTokenEntity, type RegistryTokenRow } from '../store/registry.entities.ts';

/** Who acts in the registry, and on what. */
export interface RegistryActor {
  /** As the audit log has it. */
  readonly name: string;
  readonly isAdmin: boolean;
  /** Undefined: all. */
  readonly subgraphs: readonly string[] | undefined;
  /** Undefined: every partition and the default endpoint. */
  readonly partitions: readonly string[] | undefined;
}

export interface TokenScope {
  readonly label: string;
  readonly isAdmin: boolean;
  readonly subgraphs: readonly string[] | undefined;
  readonly partitions: readonly string[] | undefined;
}

const prefix = 'lgr_';

/** Makes a token and keeps its hash; the text is not to be had again. */
export async function createRegistryToken(
  em: EntityManager,
  { label, isAdmin, subgraphs, partitions }: TokenScope,
  createdBy: string,
): Promise<{ readonly id: number; readonly token: string }> {
  const token = prefix + randomBytes(32).toString('base64url');
  const id = await em.insert(RegistryTokenEntity, {
    hash: hashToken(token),
    label,
    isAdmin,
    subgraphs: subgraphs ? JSON.stringify(subgraphs) : null,
    partitions: partitions ? JSON.stringify(partitions) : null,
    createdBy,
    createdAt: new Date().toISOString(),
    revokedAt: null,
  });
  return { id: Number(id), token };
}

/** Looks the token up each time, so that a revocation counts at once. */
export async function findActor(em: EntityManager, token: string): Promise<RegistryActor | undefined> {
  const row = await em.findOne(RegistryTokenEntity, { hash: hashToken(token), revokedAt: null });
  return row ? toActor(row) : undefined;
}

function toActor(row: RegistryTokenRow): RegistryActor {
  return {
    name: row.label,
    isAdmin: row.isAdmin,
    subgraphs: listOf(row.subgraphs),
    partitions: listOf(row.partitions),
  };
}

export function listOf(text: string | null | undefined): readonly string[] | undefined {
  return text ? (JSON.parse(text) as string[]) : undefined;
}

export function hashToken(token: string): string {
  return createHash('sha256').update(token).digest('hex');
}

/** Takes as long for a wrong token as for the right one. */
export function isSameToken(left: string, right: string): boolean {
  return timingSafeEqual(Buffer.from(hashToken(left)), Buffer.from(hashToken(right)));
}

/** Throws ClientError REGISTRY_FORBIDDEN where the actor may not change this endpoint. */
export function assertMayChange(actor: RegistryActor, { subgraph, codes }: Pick<Member, 'subgraph' | 'codes'>): void {
  if (actor.isAdmin) return;
  if (actor.subgraphs && !actor.subgraphs.includes(subgraph)) {
    throw forbidden(actor, `the subgraph "${subgraph}"; it allows ${actor.subgraphs.join(', ')}`);
  }
  const { partitions } = actor;
  if (!partitions) return;
  const allows = `it allows the partition${partitions.length === 1 ? '' : 's'} ${partitions.join(', ')} of it`;
  if (codes.length === 0) throw forbidden(actor, `the default endpoint of "${subgraph}"; ${allows}`);
  const other = codes.find((code) => !partitions.some((allowed) => code.startsWith(allowed)));
  if (other) throw forbidden(actor, `the partition ${other} of "${subgraph}"; ${allows}`);
}

/** Throws ClientError REGISTRY_FORBIDDEN. */
export function assertAdmin(actor: RegistryActor, act: string): void {
  if (!actor.isAdmin) throw forbidden(actor, `this: ${act} takes an admin's token`);
}

function forbidden({ name }: RegistryActor, what: string): ClientError {
  return new ClientError('REGISTRY_FORBIDDEN', `The token "${name}" does not allow ${what}.`);
}
