import { DeadlockException, IsolationLevel, LockWaitTimeoutException, type TransactionOptions } from '@mikro-orm/core';
import type { Database, EntityManager } from './open-database.ts';

const mostTries = 5;

/**
 * What must not change is locked before it is read, so that no snapshot is needed; with one, a server that isolates
 * snapshots (MariaDB from 11.6 on) breaks off each writer that waited for another.
 */
const onServer: TransactionOptions = { isolationLevel: IsolationLevel.READ_COMMITTED };

/**
 * Runs `work` in a transaction of its own entity manager, which is the only one that may be used inside: on SQLite a
 * query from another would wait for this transaction for ever. A transaction that a server broke off to resolve a
 * deadlock is run again from its start.
 */
export async function inTransaction<Result>(
  database: Database,
  work: (em: EntityManager) => Promise<Result>,
): Promise<Result> {
  for (let tries = 1; ; tries++) {
    try {
      return await database.fork().transactional((em) => work(em), database.dialect === 'sqlite' ? {} : onServer);
    } catch (error) {
      const isPassing = error instanceof DeadlockException || error instanceof LockWaitTimeoutException;
      if (!isPassing || tries === mostTries) throw error;
    }
  }
}
