import type { EntityManager } from '../../../shared/database/open-database.ts';
import { addDays, beijingDay } from '../../../shared/lifecycle/calendar-day.ts';
import { openStatuses } from '../../../shared/lifecycle/suggestion-status.ts';
import { allOf, isIn, type SqlCondition } from '../../../shared/paging/child-pages.ts';
import { countOf, type CountRequest } from './count-request.ts';
import { caseAges } from './statistics.ts';

type CountedRow = Record<string, unknown>;

/** What a line of one statement and one of another have in common. */
export function lineKey({ group_key: key, status }: CountedRow): string {
  return JSON.stringify([key ?? null, status]);
}

/** Of the cases that are not over: how many were submitted as long ago as each of `caseAges`, or longer. */
export async function countOpenAges(em: EntityManager, request: CountRequest): Promise<Map<string, number[]>> {
  const rows = await read(em, openAgesStatement(request));
  return new Map(rows.map((row) => [lineKey(row), caseAges.map(({ name }) => Number(row[`from_${name}`] ?? 0))]));
}

export function openAgesStatement(request: CountRequest): SqlCondition {
  const today = beijingDay(request.now);
  const counts = caseAges.map(({ name, fromDays }) =>
    // Beijing's day ends eight hours before that of the times in the table.
    countOf(`from_${name}`, {
      sql: 'submitted_at < ?',
      parameters: [`${addDays(today, -fromDays)}T16:00:00.000Z`],
    }),
  );
  return grouped(request, counts, isIn('status', openStatuses));
}

/** Cases whose answer a third party overturned. */
export interface OverturnedCount {
  /** Once or more often. */
  readonly overturned: number;
  /** Those of them that have not been answered anew. */
  readonly overturnedOpen: number;
}

export async function countOverturned(em: EntityManager, request: CountRequest): Promise<Map<string, OverturnedCount>> {
  const rows = await read(em, overturnedStatement(request));
  return new Map(
    rows.map((row) => [lineKey(row), { overturned: Number(row['cases']), overturnedOpen: Number(row['unanswered']) }]),
  );
}

export function overturnedStatement(request: CountRequest): SqlCondition {
  const counts = [
    { sql: 'count(*) as cases', parameters: [] },
    countOf('unanswered', { sql: 'category is null', parameters: [] }),
  ];
  return grouped(request, counts, { sql: 'overturned > 0', parameters: [] });
}

function grouped(
  { from, key, condition }: CountRequest,
  counts: readonly SqlCondition[],
  those: SqlCondition,
): SqlCondition {
  const where = allOf(those, condition);
  return {
    sql: `select ${key ?? 'null'} as group_key, status, ${counts.map(({ sql }) => sql).join(', ')}
      from ${from} where ${where.sql} group by ${key === undefined ? '' : `${key}, `}status`,
    parameters: [...counts.flatMap(({ parameters }) => parameters), ...where.parameters],
  };
}

function read(em: EntityManager, { sql, parameters }: SqlCondition): Promise<CountedRow[]> {
  return em.execute<CountedRow[]>(sql, [...parameters]);
}
