import { randomUUID } from 'node:crypto';
import type { EntityManager } from '../../../shared/database/open-database.ts';

export interface NetworkHead {
  readonly logId: string;
  readonly edition: number;
  readonly position: number;
}

export async function readHead(em: EntityManager): Promise<NetworkHead> {
  const [row] = await em.execute<{ log_id: string; edition: number; position: number }[]>(
    'select log_id, edition, position from network_head where id = 1',
  );
  if (!row) throw new Error('The read model has no head row: its database was not opened by openReadModel.');
  return { logId: row.log_id, edition: Number(row.edition), position: Number(row.position) };
}

/** Reads the head and keeps everybody else from writing to the read model until the transaction of `em` ends. */
export async function lockHead(em: EntityManager): Promise<NetworkHead> {
  if (!em.isInTransaction()) throw new Error('The head is locked in the transaction of the change.');
  // A write, even of nothing, takes the row's lock on a server and the database's on SQLite.
  await em.execute('update network_head set position = position where id = 1');
  return readHead(em);
}

export async function writeHead(em: EntityManager, head: NetworkHead): Promise<void> {
  await em.execute('update network_head set edition = ?, position = ? where id = 1', [head.edition, head.position]);
}

/** Gives a new database its head row; leaves an existing one alone. */
export async function ensureHead(em: EntityManager): Promise<void> {
  const hasHead = async (): Promise<boolean> =>
    (await em.execute<unknown[]>('select id from network_head where id = 1')).length > 0;
  if (await hasHead()) return;
  try {
    await em.execute('insert into network_head (id, log_id, edition, position) values (1, ?, 1, 0)', [randomUUID()]);
  } catch (error) {
    // Another process of network may have been first; then its row counts.
    if (!(await hasHead())) throw error;
  }
}
