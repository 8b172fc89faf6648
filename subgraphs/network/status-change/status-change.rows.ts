import type { Role } from '../../../shared/auth/role.ts';
import type { CaseLevel } from '../../../shared/lifecycle/congress-level.ts';
import type { SuggestionStatus } from '../../../shared/lifecycle/suggestion-status.ts';
import type { StatusChangeRow } from './status-change.entity.ts';

/** A row of the table `status_change` as SQL gives it; the position is null where an outer join found none. */
export interface StatusChangeColumns {
  readonly position: number | null;
  readonly level: CaseLevel;
  readonly sequence: number;
  readonly hash: string;
  readonly city_sequence: number;
  readonly district_sequence: number;
  readonly township_sequence: number;
  readonly suggestion_id: string;
  readonly division_code: string;
  readonly station_id: string | null;
  readonly deputy_ids: string;
  readonly act: string;
  readonly from_status: SuggestionStatus | null;
  readonly to_status: SuggestionStatus;
  readonly actor_role: Role;
  readonly organ: string | null;
  readonly occurred_at: string;
}

export function toStatusChange(row: StatusChangeColumns): StatusChangeRow {
  return {
    position: Number(row.position),
    level: row.level,
    sequence: Number(row.sequence),
    hash: row.hash,
    citySequence: Number(row.city_sequence),
    districtSequence: Number(row.district_sequence),
    townshipSequence: Number(row.township_sequence),
    suggestionId: row.suggestion_id,
    divisionCode: row.division_code,
    stationId: row.station_id,
    deputyIds: row.deputy_ids,
    act: row.act,
    fromStatus: row.from_status,
    toStatus: row.to_status,
    actorRole: row.actor_role,
    organ: row.organ,
    occurredAt: row.occurred_at,
  };
}
