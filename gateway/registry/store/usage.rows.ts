import type { Database, EntityManager } from '../../../shared/database/open-database.ts';
import { isSqlite } from '../../../shared/database/dialect.ts';
import { inTransaction } from '../../../shared/database/transaction.ts';
import { OperationUseEntity, SeenOperationEntity } from './registry.entities.ts';

/** How often a client asked for an operation since the last write. */
export interface OperationUse {
  readonly hash: string;
  readonly name: string | null;
  /** Without any values. */
  readonly text: string;
  /** The empty text for a client that does not name itself. */
  readonly client: string;
  readonly count: number;
}

/** An operation that clients asked for in the window. */
export interface SeenOperation {
  readonly hash: string;
  readonly name: string | null;
  readonly text: string;
  readonly clients: readonly ClientUse[];
}

export interface ClientUse {
  /** The empty text for clients that do not name themselves. */
  readonly name: string;
  readonly count: number;
  readonly lastSeen: string;
}

/** Operations that are kept; clients may make up any number of them. */
const mostOperations = 50_000;

/** Operations that a check looks at: those asked for most. */
const mostChecked = 5_000;

/** On SQLite statement by statement: a lock that is held between two of them keeps other processes waiting. */
export async function writeUses(database: Database, uses: readonly OperationUse[]): Promise<void> {
  if (uses.length === 0) return;
  const now = new Date().toISOString();
  const write = async (em: EntityManager): Promise<void> => {
    const known = await keepOperations(em, uses);
    for (const use of uses) if (known.has(use.hash)) await addUse(em, use, now);
  };
  await (database.dialect === 'sqlite' ? write(database.fork()) : inTransaction(database, write));
}

/** The hashes of those that are kept. */
async function keepOperations(em: EntityManager, uses: readonly OperationUse[]): Promise<ReadonlySet<string>> {
  const hashes = [...new Set(uses.map(({ hash }) => hash))];
  const rows = await em.find(SeenOperationEntity, { hash: { $in: hashes } }, { fields: ['hash'] });
  const known = new Set(rows.map(({ hash }) => hash));
  let room = known.size === hashes.length ? 0 : mostOperations - (await em.count(SeenOperationEntity));
  const insert = isSqlite(em) ? 'insert or ignore' : 'insert ignore';
  for (const { hash, name, text } of uses) {
    if (known.has(hash) || room <= 0) continue;
    await em.execute(`${insert} into seen_operation (hash, name, text) values (?, ?, ?)`, [hash, name, text]);
    known.add(hash);
    room -= 1;
  }
  return known;
}

async function addUse(em: EntityManager, { hash, client, count }: OperationUse, now: string): Promise<void> {
  const conflict = isSqlite(em)
    ? 'on conflict (operation_hash, client, day) do update set count = count + excluded.count, last_seen = excluded.last_seen'
    : 'on duplicate key update count = count + values(count), last_seen = values(last_seen)';
  await em.execute(
    `insert into operation_use (operation_hash, client, day, count, last_seen) values (?, ?, ?, ?, ?) ${conflict}`,
    [hash, client, now.slice(0, 10), count, now],
  );
}

interface UseRow {
  readonly hash: string;
  readonly client: string;
  readonly uses: number | string;
  readonly last: string;
}

/** What clients asked for since `since`, at least `threshold` times together, the most used first. */
export async function readSeenOperations(
  em: EntityManager,
  { since, threshold }: { readonly since: Date; readonly threshold: number },
): Promise<SeenOperation[]> {
  const rows = await em.execute<UseRow[]>(
    'select operation_hash as hash, client, sum(count) as uses, max(last_seen) as last from operation_use where day >= ? group by operation_hash, client',
    [since.toISOString().slice(0, 10)],
  );
  const clients = Map.groupBy(rows, ({ hash }) => hash);
  const used = [...clients]
    .map(([hash, uses]) => ({
      hash,
      clients: uses.map(toClient),
      total: uses.reduce((sum, one) => sum + Number(one.uses), 0),
    }))
    .filter(({ total }) => total >= threshold)
    .sort((left, right) => right.total - left.total)
    .slice(0, mostChecked);
  const operations = await em.find(SeenOperationEntity, { hash: { $in: used.map(({ hash }) => hash) } });
  const byHash = new Map(operations.map((operation) => [operation.hash, operation]));
  return used.flatMap(({ hash, clients: ofOperation }) => {
    const operation = byHash.get(hash);
    return operation ? [{ hash, name: operation.name ?? null, text: operation.text, clients: ofOperation }] : [];
  });
}

function toClient({ client, uses, last }: UseRow): ClientUse {
  return { name: client, count: Number(uses), lastSeen: last };
}

/** Forgets uses before `before`, and operations that are no longer used. */
export async function forgetUses(em: EntityManager, before: Date): Promise<void> {
  await em.nativeDelete(OperationUseEntity, { day: { $lt: before.toISOString().slice(0, 10) } });
  await em.execute('delete from seen_operation where hash not in (select operation_hash from operation_use)');
}
