import { randomUUID } from 'node:crypto';
import { UniqueConstraintViolationException } from '@mikro-orm/core';
import { isSqlite } from './dialect.ts';
import type { Database, EntityManager } from './open-database.ts';

/** Charge of some work, which at most one holder has at a time. It ends by itself where the holder dies. */
export interface Lease {
  /** Takes it, or keeps it for its whole duration from now. False where another holder has it. */
  acquire(): Promise<boolean>;
  /** Gives it back, so that the next holder need not wait for its end; nothing where another holder has it. */
  release(): Promise<void>;
}

/**
 * A lease in the table `lease`. It spares processes work that another one does already; it is no lock: a holder that was
 * paused for longer than `duration` (milliseconds) may meet the next one at work, so the work itself must bear that.
 */
export function createLease(database: Database, name: string, duration: number): Lease {
  const holder = randomUUID();

  async function take(em: EntityManager): Promise<void> {
    const now = nowOf(em);
    await em.execute(
      `update lease set holder = ?, expires_at = ${now} + ? where name = ? and (holder = ? or expires_at <= ${now})`,
      [holder, duration, name, holder],
    );
  }

  return {
    async acquire() {
      const em = database.fork();
      await take(em);
      const [row] = await em.execute<{ holder: string }[]>('select holder from lease where name = ?', [name]);
      return row ? row.holder === holder : insertRow(em, { name, holder, duration });
    },
    release: async () => {
      await database.fork().execute('update lease set expires_at = 0 where name = ? and holder = ?', [name, holder]);
    },
  };
}

/** The first holder of a new database; false where another process was quicker. */
async function insertRow(
  em: EntityManager,
  { name, holder, duration }: { name: string; holder: string; duration: number },
): Promise<boolean> {
  try {
    await em.execute(`insert into lease (name, holder, expires_at) values (?, ?, ${nowOf(em)} + ?)`, [
      name,
      holder,
      duration,
    ]);
    return true;
  } catch (error) {
    if (error instanceof UniqueConstraintViolationException) return false;
    throw error;
  }
}

/** Milliseconds since the epoch, as SQL. */
function nowOf(em: EntityManager): string {
  return isSqlite(em)
    ? "cast(unixepoch('subsec') * 1000 as integer)"
    : 'cast(unix_timestamp(current_timestamp(3)) * 1000 as signed)';
}
