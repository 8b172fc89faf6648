import type { CaseLevel } from '../../../shared/lifecycle/congress-level.ts';
import type { SuggestionStatus } from '../../../shared/lifecycle/suggestion-status.ts';
import { divisionPrefix } from '../division/division-prefix.ts';
import type { StatusChangeRow } from './status-change.entity.ts';

/** What is left out or null does not filter. */
export interface StatusChangeFilter {
  readonly level?: readonly CaseLevel[] | null;
  readonly divisionCode?: string | null;
  /** The state after the act. */
  readonly status?: readonly SuggestionStatus[] | null;
  readonly stationId?: string | null;
  readonly suggestionId?: string | null;
  readonly deputyId?: string | null;
}

export function signersOf(row: StatusChangeRow): string[] {
  return row.deputyIds === '' ? [] : row.deputyIds.split(',');
}

export function matches(filter: StatusChangeFilter, row: StatusChangeRow): boolean {
  const { level, divisionCode, status, stationId, suggestionId, deputyId } = filter;
  return (
    (!level || level.includes(row.level)) &&
    (!divisionCode || row.divisionCode.startsWith(divisionPrefix(divisionCode))) &&
    (!status || status.includes(row.toStatus)) &&
    (!stationId || row.stationId === stationId) &&
    (!suggestionId || row.suggestionId === suggestionId) &&
    (!deputyId || signersOf(row).includes(deputyId))
  );
}
