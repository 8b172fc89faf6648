import type { Database, EntityManager } from '../../../shared/database/open-database.ts';
import { inTransaction } from '../../../shared/database/transaction.ts';

/** The last transaction of this process on each SQLite file. */
const turns = new Map<string, Promise<unknown>>();

/**
 * A transaction that writes. SQLite waits for another connection's lock without letting go of the thread, so that two
 * gateways of one process would hold each other up: they take turns.
 */
export async function inRegistryTransaction<Result>(
  database: Database,
  work: (em: EntityManager) => Promise<Result>,
): Promise<Result> {
  if (database.dialect !== 'sqlite') return inTransaction(database, work);
  const file = String(database.orm.config.get('dbName'));
  const before = turns.get(file);
  const run = async (): Promise<Result> => inTransaction(database, work);
  const turn = before ? before.then(run, run) : run();
  turns.set(file, turn);
  try {
    return await turn;
  } finally {
    if (turns.get(file) === turn) turns.delete(file);
  }
}
