import { beijingDay } from '../../../shared/lifecycle/calendar-day.ts';
import type { ActContext } from '../../../shared/suggestion/act/act-definition.ts';
import type { AssignmentConferenceRow } from '../../../shared/suggestion/case-record.entity.ts';
import { formatConferenceId } from '../../../shared/suggestion/conference/hold-conference.ts';
import type { PlannedConference } from '../plan/case-script.ts';

/** The conferences that were held so far. */
export interface PlayedConferences {
  /** The conference's id; it gets its number when its first case is handed over. */
  idOf(planned: PlannedConference): Promise<string>;
  rows(): readonly AssignmentConferenceRow[];
}

export function createPlayedConferences(nextNumber: ActContext['nextNumber']): PlayedConferences {
  const held = new Map<PlannedConference, AssignmentConferenceRow>();
  return {
    rows: () => [...held.values()],
    async idOf(planned) {
      const known = held.get(planned);
      if (known) return known.id;
      const { heldAt, ...rest } = planned;
      const heldOn = beijingDay(heldAt);
      const year = heldOn.slice(0, 4);
      const number = await nextNumber(`conference:${planned.divisionCode}:${year}`);
      const id = formatConferenceId(planned.divisionCode, year, number);
      held.set(planned, { ...rest, id, heldOn, recordedAt: heldAt.toISOString() });
      return id;
    },
  };
}
