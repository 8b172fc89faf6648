import { randomBytes } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createConnection } from 'mysql2/promise';
import { parseDatabaseUrl, type DatabaseTarget } from '../../shared/database/database-url.ts';

/** A database of its own for one test file: `await using database = await createTestDatabase('city')`. */
export interface TestDatabase extends AsyncDisposable {
  readonly target: DatabaseTarget;
  /** As it stands in an environment variable, such as CITY_DATABASE_URL. */
  readonly url: string;
}

/** True where `scripts/with-servers.sh` (or the like) gave the tests a MariaDB. */
export const isOnServer = Boolean(process.env['TEST_DATABASE_URL']);

/**
 * A SQLite file in a folder of its own or, where TEST_DATABASE_URL names a server, a database with a name of its own on
 * it. It need not exist before it is opened: whoever opens it creates it. Disposing drops it; close it first.
 */
export async function createTestDatabase(name: string): Promise<TestDatabase> {
  const server = process.env['TEST_DATABASE_URL'];
  return server ? onServer(server, name) : inFolder(name);
}

async function inFolder(name: string): Promise<TestDatabase> {
  const folder = await mkdtemp(join(tmpdir(), 'liaison-database-'));
  return {
    ...sqliteFile(folder, name),
    [Symbol.asyncDispose]: () => rm(folder, { recursive: true, force: true }),
  };
}

/** `<folder>/<name>.sqlite`, which lasts as long as the folder. */
export function sqliteFile(folder: string, name: string): Pick<TestDatabase, 'target' | 'url'> {
  const url = `sqlite:${join(folder, `${name}.sqlite`)}`;
  return { target: targetOf(url), url };
}

function onServer(server: string, name: string): TestDatabase {
  const database = `test_${name}_${randomBytes(6).toString('hex')}`;
  const url = `${server.replace(/\/$/, '')}/${database}`;
  return {
    target: targetOf(url),
    url,
    [Symbol.asyncDispose]: () => runOnServer(`drop database if exists \`${database}\``),
  };
}

/** Runs one statement on the server of TEST_DATABASE_URL, outside of any ORM. */
export async function runOnServer(statement: string): Promise<void> {
  const { hostname, port, username, password } = new URL(process.env['TEST_DATABASE_URL'] ?? '');
  const connection = await createConnection({
    host: hostname,
    port: Number(port),
    user: decodeURIComponent(username),
    password: decodeURIComponent(password),
  });
  try {
    await connection.query(statement);
  } finally {
    await connection.end();
  }
}

function targetOf(url: string): DatabaseTarget {
  const target = parseDatabaseUrl(url);
  if (!target) throw new Error(`TEST_DATABASE_URL does not make a database URL: ${url.replace(/:[^:@]*@/, ':***@')}`);
  return target;
}
