import type { Database } from '../../shared/database/open-database.ts';

/** How a statement reaches the rows of one table. */
export interface PlanStep {
  readonly table: string;
  /** Undefined where every row of the table is read. */
  readonly index: string | undefined;
}

/** The plan that the database has for a statement, one step per table that it reads, in its own order. */
export async function queryPlan(database: Database, sql: string, parameters: readonly unknown[]): Promise<PlanStep[]> {
  const em = database.fork();
  if (database.dialect === 'sqlite') {
    const rows = await em.execute<{ detail: string }[]>(`explain query plan ${sql}`, [...parameters]);
    return rows.flatMap(({ detail }) => sqliteStep(detail) ?? []);
  }
  const rows = await em.execute<{ table: string | null; type: string | null; key: string | null }[]>(`explain ${sql}`, [
    ...parameters,
  ]);
  // Rows without a type are unions and tables that the optimizer has answered without reading them.
  return rows.flatMap(({ table, type, key }) =>
    table === null || type === null || table.startsWith('<') ? [] : [{ table, index: key ?? undefined }],
  );
}

/** Statistics of a table that was filled just now, so that the optimizer judges by what is in it. */
export async function analyze(database: Database, table: string): Promise<void> {
  await database.fork().execute(database.dialect === 'sqlite' ? `analyze ${table}` : `analyze table ${table}`);
}

function sqliteStep(detail: string): PlanStep | undefined {
  const [, table, rest = ''] = /^(?:SCAN|SEARCH) (\w+)(.*)$/.exec(detail) ?? [];
  if (table === undefined) return undefined;
  const [, named] = /USING (?:COVERING )?INDEX (\w+)/.exec(rest) ?? [];
  const isByKey = /USING (?:INTEGER )?PRIMARY KEY/.test(rest);
  return { table, index: named ?? (isByKey ? 'PRIMARY' : undefined) };
}

/**
 * The tables, by the names that the statement gives them, of which it reads every row (or every entry of an index); none
 * where each table is entered by a value of an index. Names of derived tables go in `derived`.
 */
export async function fullScans(
  database: Database,
  { sql, parameters }: { readonly sql: string; readonly parameters: readonly unknown[] },
  derived: readonly string[],
): Promise<string[]> {
  const em = database.fork();
  const isReal = (table: string): boolean => !derived.includes(table) && !table.startsWith('<');
  if (database.dialect === 'sqlite') {
    const rows = await em.execute<{ detail: string }[]>(`explain query plan ${sql}`, [...parameters]);
    return rows
      .flatMap(({ detail }) => /^SCAN (\w+)\b(?! VIRTUAL TABLE INDEX \d+:\w)/.exec(detail)?.[1] ?? [])
      .filter(isReal);
  }
  const rows = await em.execute<{ table: string | null; type: string | null }[]>(`explain ${sql}`, [...parameters]);
  return rows.flatMap(({ table, type }) =>
    table !== null && (type === 'ALL' || type === 'index') && isReal(table) ? [table] : [],
  );
}
