import { ClientError } from '../../../shared/errors/client-error.ts';
import type { Database, EntityManager } from '../../../shared/database/open-database.ts';
import { inRegistryTransaction } from '../store/registry.transaction.ts';
import { notingRefusal, writeAudit } from '../store/audit.table.ts';
import { RegistryTokenEntity, type RegistryTokenRow } from '../store/registry.entities.ts';
import { assertAdmin, createRegistryToken, listOf, type RegistryActor } from './registry-token.ts';

export interface TokenInput {
  readonly label: string;
  readonly admin: boolean;
  readonly subgraphs?: readonly string[] | null;
  readonly partitions?: readonly string[] | null;
}

/** A token as it is shown: without its text, which nobody has any more. */
export interface TokenInfo {
  readonly id: number;
  readonly label: string;
  readonly admin: boolean;
  readonly subgraphs: readonly string[] | undefined;
  readonly partitions: readonly string[] | undefined;
  readonly createdBy: string;
  readonly createdAt: string;
  readonly revokedAt: string | null;
}

export async function listTokens(em: EntityManager): Promise<TokenInfo[]> {
  return (await em.find(RegistryTokenEntity, {}, { orderBy: { id: 'asc' } })).map(toInfo);
}

/** Throws ClientError REGISTRY_FORBIDDEN or INPUT_INVALID. */
export async function addToken(
  database: Database,
  actor: RegistryActor,
  { label, admin, subgraphs, partitions }: TokenInput,
): Promise<{ readonly token: string; readonly info: TokenInfo }> {
  const act = { actor: actor.name, act: 'token.create' };
  return notingRefusal(database, { ...act, subject: label }, async () => {
    assertAdmin(actor, 'to make a token');
    assertInput(label, partitions);
    const scope = {
      label,
      isAdmin: admin,
      subgraphs: subgraphs ?? undefined,
      partitions: partitions ?? undefined,
    };
    return inRegistryTransaction(database, async (em) => {
      const { id, token } = await createRegistryToken(em, scope, actor.name);
      await writeAudit(em, { ...act, subject: `${id} ${label}`, outcome: 'done' });
      return { token, info: toInfo(await em.findOneOrFail(RegistryTokenEntity, { id })) };
    });
  });
}

/** Throws ClientError REGISTRY_FORBIDDEN or INPUT_INVALID. A token that has ended already stays as it is. */
export async function endToken(database: Database, actor: RegistryActor, id: number): Promise<TokenInfo> {
  const act = { actor: actor.name, act: 'token.revoke' };
  return notingRefusal(database, { ...act, subject: String(id) }, async () => {
    assertAdmin(actor, 'to revoke a token');
    return inRegistryTransaction(database, async (em) => {
      const ended = await em.nativeUpdate(
        RegistryTokenEntity,
        { id, revokedAt: null },
        { revokedAt: new Date().toISOString() },
      );
      const row = await em.findOne(RegistryTokenEntity, { id });
      if (!row)
        throw new ClientError('INPUT_INVALID', `There is no token ${id}. See the list of tokens for their ids.`);
      if (ended > 0) await writeAudit(em, { ...act, subject: `${id} ${row.label}`, outcome: 'done' });
      return toInfo(row);
    });
  });
}

function assertInput(label: string, partitions: readonly string[] | null | undefined): void {
  if (label.trim() === '' || label.length > 100) {
    throw new ClientError('INPUT_INVALID', 'The label of a token takes 1 to 100 characters.');
  }
  const wrong = partitions?.find((code) => !/^\d{6}(?:\d{3}(?:\d{3})?)?$/.test(code));
  if (wrong === undefined) return;
  throw new ClientError('DIVISION_CODE_INVALID', `"${wrong.slice(0, 50)}" is no code of a partition, such as 230103.`);
}

function toInfo(row: Omit<RegistryTokenRow, 'hash'>): TokenInfo {
  const { id, label, isAdmin, createdBy, createdAt, revokedAt } = row;
  const [subgraphs, partitions] = [listOf(row.subgraphs), listOf(row.partitions)];
  return { id, label, admin: isAdmin, subgraphs, partitions, createdBy, createdAt, revokedAt: revokedAt ?? null };
}
