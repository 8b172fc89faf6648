import type { EntityManager } from '../../../shared/database/open-database.ts';
import { addDays, beijingDay } from '../../../shared/lifecycle/calendar-day.ts';
import {
  isOneOf,
  privateStatuses,
  suggestionStatuses,
  type SuggestionStatus,
} from '../../../shared/lifecycle/suggestion-status.ts';
import { allOf, type SqlCondition } from '../../../shared/paging/child-pages.ts';
import { isInDueState } from '../suggestion/suggestion-filter.ts';
import { caseStages, stageColumns } from './case-stage.ts';
import { countOpenAges, countOverturned, lineKey, type OverturnedCount } from './count-few.ts';
import { countOf, type CountRequest } from './count-request.ts';
import { overdueAges, type StatisticsLine } from './statistics.ts';

/** Drafts do not count. */
export const countedStatuses = suggestionStatuses.filter((status) => !isOneOf(privateStatuses, status));

/** By what is left out: a list of all the others would lead the optimizer away from the index that holds the counts. */
const isCounted: SqlCondition = {
  sql: `status not in (${privateStatuses.map(() => '?').join(', ')})`,
  parameters: privateStatuses,
};

export interface CountedLine extends StatisticsLine {
  /** Of the group; null where the suggestions have none. */
  readonly key: string | null;
}

/** Counts suggestions by group and state: all of them in one statement, and the few that are open or overturned in two. */
export async function countLines(em: EntityManager, request: CountRequest): Promise<CountedLine[]> {
  const { sql, parameters } = countStatement(request);
  const rows = await em.execute<Record<string, unknown>[]>(sql, [...parameters]);
  const ages = await countOpenAges(em, request);
  const overturned = await countOverturned(em, request);
  return rows.map((row) => {
    const key = lineKey(row);
    const counts = overturned.get(key) ?? { overturned: 0, overturnedOpen: 0 };
    return { ...toLine(row), openFrom: ages.get(key) ?? [], ...counts };
  });
}

export function countStatement({ from, key, condition, now }: CountRequest): SqlCondition {
  const dueSoon = isInDueState('DUE_SOON', now);
  const overdue = isInDueState('OVERDUE', now);
  const today = beijingDay(now);
  const counts = [
    countOf('due_soon', dueSoon),
    countOf('overdue', overdue),
    ...overdueAges.map(({ name, fromDays }) =>
      countOf(`overdue_${name}`, allOf(overdue, { sql: 'due_on <= ?', parameters: [addDays(today, -fromDays)] })),
    ),
    ...(['A', 'B', 'C', 'D'] as const).map((category) =>
      countOf(`category_${category}`, { sql: `category = '${category}'`, parameters: [] }),
    ),
    countOf('rehandled', { sql: 'round > 1', parameters: [] }),
  ];
  const sums = [
    'process_satisfied',
    'process_graded',
    'result_satisfied',
    'result_graded',
    ...Object.values(stageColumns),
  ];
  const ended = Object.values(stageColumns).map((column) => `count(${column}) as ended_${column}`);
  // An index in the groups' order would have every row fetched, where the index of the counts holds them all: over all
  // suggestions it is entered by its first column, and the signs keep the order of the groups out of the choice.
  const isOfAll = condition.sql === '' && (key === undefined || key === 'year');
  const where = allOf(isCounted, isOfAll ? { sql: "city_code > ''", parameters: [] } : condition);
  const groups = [...(key === undefined ? [] : [key]), 'status'].map((column) => (isOfAll ? `+${column}` : column));
  return {
    sql: `select ${key ?? 'null'} as group_key, status, count(*) as total, ${counts.map(({ sql }) => sql).join(', ')},
        ${sums.map((column) => `sum(${column}) as ${column}`).join(', ')}, ${ended.join(', ')}
      from ${from} where ${where.sql} group by ${groups.join(', ')}`,
    parameters: [...counts.flatMap(({ parameters }) => parameters), ...where.parameters],
  };
}

/** Servers give sums as texts. */
function toLine(row: Record<string, unknown>): Omit<CountedLine, 'openFrom' | keyof OverturnedCount> {
  const number = (name: string): number => Number(row[name] ?? 0);
  const key = row['group_key'];
  return {
    key: typeof key === 'string' || typeof key === 'number' ? String(key) : null,
    status: row['status'] as SuggestionStatus,
    total: number('total'),
    dueSoon: number('due_soon'),
    overdue: number('overdue'),
    overdueFrom: overdueAges.map(({ name }) => number(`overdue_${name}`)),
    categories: { A: number('category_A'), B: number('category_B'), C: number('category_C'), D: number('category_D') },
    rehandled: number('rehandled'),
    processSatisfied: number('process_satisfied'),
    processGraded: number('process_graded'),
    resultSatisfied: number('result_satisfied'),
    resultGraded: number('result_graded'),
    stages: caseStages.map((stage) => ({
      seconds: number(stageColumns[stage]),
      ended: number(`ended_${stageColumns[stage]}`),
    })),
  };
}
