import type { EntityManager } from '../database/open-database.ts';

/** A piece of SQL with its parameters; `''` where there is no condition. */
export interface SqlCondition {
  readonly sql: string;
  readonly parameters: readonly unknown[];
}

export const noCondition: SqlCondition = { sql: '', parameters: [] };

export function allOf(...conditions: readonly SqlCondition[]): SqlCondition {
  const present = conditions.filter((condition) => condition.sql !== '');
  return {
    sql: present.map((condition) => `(${condition.sql})`).join(' and '),
    parameters: present.flatMap((condition) => condition.parameters),
  };
}

/** Which children of which parents: names of tables and columns are constants of the code, never input. */
export interface ChildQuery {
  readonly table: string;
  /** The column that holds the parent's key. */
  readonly parentColumn: string;
  /** The column that orders the children; unique within a parent. */
  readonly keyColumn: string;
  readonly where: SqlCondition;
}

export interface ChildPage {
  /** Fetched for each parent: the page's size and one more. */
  readonly limit: number;
  readonly after: string | number | undefined;
}

export type SqlRow = Record<string, unknown>;

/**
 * The same page of the children of any number of parents in one statement: each parent's rows are ranked by key after
 * the cursor, and those up to the limit are kept.
 */
export async function loadChildPages(
  em: EntityManager,
  query: ChildQuery,
  request: { parents: readonly string[]; page: ChildPage },
): Promise<SqlRow[][]> {
  const { table, parentColumn, keyColumn } = query;
  const { parents, page } = request;
  const condition = allOf(
    isIn(parentColumn, parents),
    query.where,
    page.after === undefined ? noCondition : { sql: `${keyColumn} > ?`, parameters: [page.after] },
  );
  const rows = await em.execute<SqlRow[]>(
    `select * from (select ${table}.*, row_number() over (partition by ${parentColumn} order by ${keyColumn}) as child_rank
       from ${table} where ${condition.sql}) ranked
     where child_rank <= ? order by ${parentColumn}, ${keyColumn}`,
    [...condition.parameters, page.limit],
  );
  const byParent = Map.groupBy(rows, (row) => String(row[parentColumn]));
  return parents.map((parent) => byParent.get(parent) ?? []);
}

export async function countChildren(
  em: EntityManager,
  query: ChildQuery,
  parents: readonly string[],
): Promise<number[]> {
  const condition = allOf(isIn(query.parentColumn, parents), query.where);
  const rows = await em.execute<{ parent: string; total: number }[]>(
    `select ${query.parentColumn} as parent, count(*) as total from ${query.table} where ${condition.sql} group by ${query.parentColumn}`,
    [...condition.parameters],
  );
  const totals = new Map(rows.map((row) => [row.parent, Number(row.total)]));
  return parents.map((parent) => totals.get(parent) ?? 0);
}

export function isIn(column: string, values: readonly unknown[]): SqlCondition {
  if (values.length === 0) return { sql: '1 = 0', parameters: [] };
  return { sql: `${column} in (${values.map(() => '?').join(', ')})`, parameters: values };
}
