import {
  isOneOf,
  privateStatuses,
  suggestionStatuses,
  type SuggestionStatus,
} from '../../../shared/lifecycle/suggestion-status.ts';
import { allOf, isIn, noCondition } from '../../../shared/paging/child-pages.ts';
import type { RequestScope } from '../../../shared/subgraph/request-scope.ts';
import { isInDueState } from '../suggestion/suggestion-filter.ts';
import { toStatistics, type StatisticsLine, type SuggestionStatisticsValues } from './statistics.ts';

export type CountedDivision = 'City' | 'District' | 'Township';

/** Each suggestion carries the codes of all divisions that it counts for. */
const columns = { City: 'city_code', District: 'district_code', Township: 'division_code' } as const satisfies Record<
  CountedDivision,
  string
>;

const publicStatuses = suggestionStatuses.filter((status) => !isOneOf(privateStatuses, status));

interface LineColumns extends Record<keyof Omit<StatisticsLine, 'status'>, number> {
  readonly code: string;
  readonly status: SuggestionStatus;
}

/** Statistics of divisions of one kind in one year (all years where it is null): one statement for any number of them. */
export function statisticsLoader(scope: RequestScope, kind: CountedDivision, year: number | null) {
  const column = columns[kind];
  return scope.loader<SuggestionStatisticsValues>(`statistics ${kind} ${year}`, async (codes) => {
    const overdue = isInDueState('OVERDUE', scope.clock());
    const condition = allOf(
      isIn(column, codes),
      isIn('status', publicStatuses),
      year === null ? noCondition : { sql: 'year = ?', parameters: [year] },
    );
    const rows = await scope.em.execute<LineColumns[]>(
      `select ${column} as code, status, count(*) as total,
         sum(case when ${overdue.sql} then 1 else 0 end) as overdue,
         sum(case when category = 'A' then 1 else 0 end) as solved,
         sum(case when category = 'B' then 1 else 0 end) as planned,
         sum(process_satisfied) as processSatisfied, sum(process_graded) as processGraded,
         sum(result_satisfied) as resultSatisfied, sum(result_graded) as resultGraded
       from suggestion_view where ${condition.sql} group by ${column}, status`,
      [...overdue.parameters, ...condition.parameters],
    );
    const byCode = Map.groupBy(rows, (row) => row.code);
    return codes.map((code) => toStatistics(publicStatuses, (byCode.get(code) ?? []).map(toLine)));
  });
}

/** Servers give sums as texts. */
function toLine(row: LineColumns): StatisticsLine {
  return {
    status: row.status,
    total: Number(row.total),
    overdue: Number(row.overdue),
    solved: Number(row.solved),
    planned: Number(row.planned),
    processSatisfied: Number(row.processSatisfied),
    processGraded: Number(row.processGraded),
    resultSatisfied: Number(row.resultSatisfied),
    resultGraded: Number(row.resultGraded),
  };
}
