import { isCityCode, type DivisionCode } from '../../../shared/division/division-code.ts';
import { beijingDay } from '../../../shared/lifecycle/calendar-day.ts';
import type { CaseLevel } from '../../../shared/lifecycle/congress-level.ts';
import type { DueState } from '../../../shared/lifecycle/due-state.ts';
import { clockedStatuses, type SuggestionStatus } from '../../../shared/lifecycle/suggestion-status.ts';
import { allOf, isIn, noCondition, type SqlCondition } from '../../../shared/paging/child-pages.ts';

/** What is left out or null does not filter. */
export interface SuggestionFilterValues {
  readonly level?: readonly CaseLevel[] | null;
  readonly divisionCode?: string | null;
  readonly status?: readonly SuggestionStatus[] | null;
  readonly topic?: string | null;
  readonly stationId?: string | null;
  readonly deputyId?: string | null;
  readonly organ?: string | null;
  readonly dueState?: readonly DueState[] | null;
  readonly year?: number | null;
  readonly synthetic?: boolean | null;
  readonly keySupervision?: boolean | null;
}

/** The condition on `suggestion_view`; due states are those of `now`. */
export function filteredRows(filter: SuggestionFilterValues, now: Date): SqlCondition {
  const { level, status, dueState, deputyId, organ } = filter;
  return allOf(
    level ? isIn('level', level) : noCondition,
    filter.divisionCode ? isBelow(filter.divisionCode) : noCondition,
    status ? isIn('status', status) : noCondition,
    isEqual('topic', filter.topic),
    isEqual('station_id', filter.stationId),
    deputyId ? isLinked('suggestion_signer', 'deputy_id', deputyId) : noCondition,
    organ ? isLinked('suggestion_organ', 'organ', organ) : noCondition,
    dueState ? isInAnyDueState(dueState, now) : noCondition,
    isEqual('year', filter.year),
    isEqual('synthetic', filter.synthetic),
    isEqual('key_supervision', filter.keySupervision),
  );
}

/** Suggestions of a division and of all below it. */
function isBelow(code: string): SqlCondition {
  if (code.length > 6) return isEqual('division_code', code);
  return isEqual(isCityCode(code as DivisionCode) ? 'city_code' : 'district_code', code);
}

function isEqual(column: string, value: string | number | boolean | null | undefined): SqlCondition {
  if (value === null || value === undefined) return noCondition;
  return { sql: `${column} = ?`, parameters: [typeof value === 'boolean' ? Number(value) : value] };
}

function isLinked(table: string, column: string, value: string): SqlCondition {
  return { sql: `id in (select suggestion_id from ${table} where ${column} = ?)`, parameters: [value] };
}

function isInAnyDueState(states: readonly DueState[], now: Date): SqlCondition {
  const conditions = states.map((state) => isInDueState(state, now));
  if (conditions.length === 0) return isIn('status', []);
  return {
    sql: conditions.map(({ sql }) => `(${sql})`).join(' or '),
    parameters: conditions.flatMap(({ parameters }) => parameters),
  };
}

/** The same rule as `dueStateOf`, in SQL. */
export function isInDueState(state: DueState, now: Date): SqlCondition {
  const today = beijingDay(now);
  const isRunning = isIn('status', clockedStatuses);
  switch (state) {
    case 'NOT_STARTED':
      return { sql: 'due_on is null', parameters: [] };
    case 'STOPPED':
      return { sql: `due_on is not null and not (${isRunning.sql})`, parameters: isRunning.parameters };
    case 'OVERDUE':
      return allOf(isRunning, { sql: 'due_on < ?', parameters: [today] });
    case 'DUE_SOON':
      return allOf(isRunning, { sql: 'due_on >= ? and due_soon_on <= ?', parameters: [today, today] });
    case 'ON_TIME':
      return allOf(isRunning, {
        sql: 'due_on >= ? and (due_soon_on is null or due_soon_on > ?)',
        parameters: [today, today],
      });
  }
}
