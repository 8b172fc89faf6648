import { DeadlockException, LockWaitTimeoutException } from '@mikro-orm/core';
import type { Database, EntityManager } from './open-database.ts';

const mostTries = 5;

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
      return await database.fork().transactional((em) => work(em));
    } catch (error) {
      const isPassing = error instanceof DeadlockException || error instanceof LockWaitTimeoutException;
      if (!isPassing || tries === mostTries) throw error;
    }
  }
}
