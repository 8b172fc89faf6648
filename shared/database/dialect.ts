import { SqlitePlatform } from '@mikro-orm/sqlite';
import type { EntityManager } from './open-database.ts';

/** Where the two families of SQL must differ, they ask here. */
export function isSqlite(em: EntityManager): boolean {
  return em.getPlatform() instanceof SqlitePlatform;
}
