import { ClientError } from '../../../shared/errors/client-error.ts';
import type { RequestScope } from '../../../shared/subgraph/request-scope.ts';
import { filteredRows, type SuggestionFilterValues } from '../suggestion/suggestion-filter.ts';
import { countedStatuses, countLines } from './count-lines.ts';
import type { CountRequest } from './count-request.ts';
import { toStatistics, type SuggestionStatisticsValues } from './statistics.ts';

/** By what suggestions are told apart. */
export const statisticsDimensions = ['LEVEL', 'DISTRICT', 'DIVISION', 'YEAR', 'ORGAN', 'TOPIC', 'LEADER'] as const;

export type StatisticsDimension = (typeof statisticsDimensions)[number];

const view = 'suggestion_view';
const groups: Readonly<Record<StatisticsDimension, Pick<CountRequest, 'from' | 'key'>>> = {
  LEVEL: { from: view, key: 'level' },
  DISTRICT: { from: view, key: 'district_code' },
  DIVISION: { from: view, key: 'division_code' },
  YEAR: { from: view, key: 'year' },
  TOPIC: { from: view, key: 'topic' },
  LEADER: { from: view, key: 'key_leader' },
  // A suggestion with several organs that must answer counts for each of them.
  ORGAN: { from: `${view} join suggestion_organ asked on asked.suggestion_id = ${view}.id`, key: 'asked.organ' },
};

export interface StatisticsGroupValues {
  readonly key: string | null;
  readonly statistics: SuggestionStatisticsValues;
}

export interface GroupedRequest {
  /** One group of all where it is left out. */
  readonly by: StatisticsDimension | undefined;
  readonly filter: SuggestionFilterValues;
  /** How many groups at most, the largest first. */
  readonly first: number;
}

/** Groups that one answer holds at most. */
export const mostGroups = 500;

/** Throws PAGE_SIZE_INVALID. */
export async function groupedStatistics(
  scope: RequestScope,
  { by, filter, first }: GroupedRequest,
): Promise<StatisticsGroupValues[]> {
  if (!Number.isInteger(first) || first < 0 || first > mostGroups) {
    throw new ClientError('PAGE_SIZE_INVALID', `"first" ${first} is not a whole number from 0 to ${mostGroups}.`);
  }
  const lines = await countLines(scope.em, countRequest(by, filter, scope.clock()));
  const byKey = Map.groupBy(lines, ({ key }) => key);
  if (by === undefined && byKey.size === 0) byKey.set(null, []);
  return [...byKey]
    .map(([key, own]) => ({ key, statistics: toStatistics(countedStatuses, own) }))
    .sort((left, right) => right.statistics.total - left.statistics.total || compareKeys(left.key, right.key))
    .slice(0, first);
}

export function countRequest(
  by: StatisticsDimension | undefined,
  filter: SuggestionFilterValues,
  now: Date,
): CountRequest {
  const group = by === undefined ? { from: view, key: undefined } : groups[by];
  return { ...group, condition: filteredRows(filter, now), now };
}

function compareKeys(left: string | null, right: string | null): number {
  return (left ?? '') < (right ?? '') ? -1 : 1;
}
