import type { EntitySchema } from '@mikro-orm/core';
import type { EntityManager } from '../../../shared/database/open-database.ts';

/** Rows that go to the database in one statement. */
const chunk = 500;

export async function insertRows<Row extends object>(
  em: EntityManager,
  entity: EntitySchema<Row>,
  rows: readonly Row[],
): Promise<void> {
  for (let start = 0; start < rows.length; start += chunk) {
    await em.insertMany(entity, rows.slice(start, start + chunk));
  }
}
