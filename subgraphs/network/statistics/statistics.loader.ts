import { allOf, isIn, noCondition } from '../../../shared/paging/child-pages.ts';
import type { RequestScope } from '../../../shared/subgraph/request-scope.ts';
import { countedStatuses, countLines } from './count-lines.ts';
import { toStatistics, type SuggestionStatisticsValues } from './statistics.ts';

export type CountedDivision = 'City' | 'District' | 'Township';

/** Each suggestion carries the codes of all divisions that it counts for. */
const columns = { City: 'city_code', District: 'district_code', Township: 'division_code' } as const satisfies Record<
  CountedDivision,
  string
>;

/** Statistics of divisions of one kind in one year (all years where it is null): one statement for any number of them. */
export function statisticsLoader(scope: RequestScope, kind: CountedDivision, year: number | null) {
  const key = columns[kind];
  return scope.loader<SuggestionStatisticsValues>(`statistics ${kind} ${year}`, async (codes) => {
    const condition = allOf(isIn(key, codes), year === null ? noCondition : { sql: 'year = ?', parameters: [year] });
    const lines = await countLines(scope.em, { from: 'suggestion_view', key, condition, now: scope.clock() });
    const byCode = Map.groupBy(lines, (line) => line.key);
    return codes.map((code) => toStatistics(countedStatuses, byCode.get(code) ?? []));
  });
}
