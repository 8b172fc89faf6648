import type { EntitySchema } from '@mikro-orm/core';
import type { EntityManager } from '../database/open-database.ts';

export interface DivisionRecord {
  readonly code: string;
  readonly name: string;
  readonly kind: string;
  readonly validFrom: string;
  readonly validTo?: string | null;
}

/** What an import did to one kind of division. */
export interface UpsertCounts {
  readonly added: number;
  readonly changed: number;
  readonly closed: number;
  readonly unchanged: number;
}

export interface DivisionTable {
  readonly entity: EntitySchema;
  /** Codes of one city begin with these four digits. */
  readonly cityPrefix: string;
  /** The day on which divisions that are gone from the list end. */
  readonly today: string;
}

const insertChunk = 500;

/**
 * Brings a table of divisions to the given list, in the caller's transaction: new ones are added, renamed ones changed,
 * those that the list no longer has end today, all others stay untouched.
 */
export async function upsertDivisions(
  em: EntityManager,
  table: DivisionTable,
  rows: readonly DivisionRecord[],
): Promise<UpsertCounts> {
  const inCity = { code: { $like: `${table.cityPrefix}%` } };
  const stored = (await em.find(table.entity, inCity, { disableIdentityMap: true })) as DivisionRecord[];
  const before = new Map(stored.map((row) => [row.code, row]));
  const listed = new Set(rows.map((row) => row.code));
  const added = rows.filter((row) => !before.has(row.code));
  const changed = rows.filter((row) => {
    const old = before.get(row.code);
    return old !== undefined && (old.name !== row.name || old.kind !== row.kind || Boolean(old.validTo));
  });
  const closed = stored.filter((row) => !row.validTo && !listed.has(row.code));
  for (let start = 0; start < added.length; start += insertChunk) {
    await em.insertMany(table.entity, added.slice(start, start + insertChunk));
  }
  for (const { code, name, kind } of changed) {
    await em.nativeUpdate(table.entity, { code }, { name, kind, validTo: null } as never);
  }
  for (const { code } of closed) {
    await em.nativeUpdate(table.entity, { code }, { validTo: table.today } as never);
  }
  return {
    added: added.length,
    changed: changed.length,
    closed: closed.length,
    unchanged: rows.length - added.length - changed.length,
  };
}
