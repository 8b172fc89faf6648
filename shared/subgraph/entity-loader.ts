import type { EntitySchema } from '@mikro-orm/core';
import type DataLoader from 'dataloader';
import type { RequestScope } from './request-scope.ts';

/** Rows by their key, null where there is none: all that a request asks for come in one statement. */
export function entityLoader<Row extends object>(
  scope: RequestScope,
  entity: EntitySchema<Row>,
  key: keyof Row & string,
): DataLoader<string, Row | null> {
  return scope.loader<Row | null>(`${entity.meta.className} by ${key}`, async (keys) => {
    const where = { [key]: { $in: [...keys] } } as never;
    const rows = (await scope.em.find(entity, where, { disableIdentityMap: true })) as Row[];
    const byKey = new Map(rows.map((row) => [String(row[key]), row]));
    return keys.map((value) => byKey.get(value) ?? null);
  });
}
