import { z } from 'zod';
import type { MaybeActor } from '../../auth/actor.ts';
import { inTransaction } from '../../database/transaction.ts';
import { parseSuggestionId } from '../../division/entity-id.ts';
import type { NewEvent } from '../../events/append-event.ts';
import { beijingDay } from '../../lifecycle/calendar-day.ts';
import { guard } from '../act/act-definition.ts';
import { calendarDay, parseInput, text } from '../act/act-input.ts';
import { assignAct, assignmentFields } from '../act/assign.acts.ts';
import { requireDivision, requireRole } from '../act/authority.ts';
import { AssignmentConferenceEntity, type AssignmentConferenceRow } from '../case-record.entity.ts';
import { nextNumber } from '../case-store.ts';
import { performInTransaction, type SuggestionDeps } from '../suggestion.service.ts';

/** More than a congress hands over in a session; all of them wait for one transaction. */
export const mostCases = 500;

const conference = z.object({
  heldOn: calendarDay,
  minutes: text(20_000),
  cases: z
    .array(z.object({ id: z.string(), expectedVersion: z.int(), ...assignmentFields }))
    .min(1, 'names no case')
    .max(mostCases, `names more than ${mostCases} cases`)
    .refine((cases) => new Set(cases.map(({ id }) => id)).size === cases.length, 'names a case twice'),
});

/**
 * An assignment conference (交办会) hands registered cases to their organs in one act: all of them or none. Where one is
 * refused the error is that of its act and names the case.
 */
export async function holdConference(
  deps: SuggestionDeps,
  maybeActor: MaybeActor,
  request: { readonly divisionCode: string; readonly input: unknown },
): Promise<AssignmentConferenceRow> {
  const actor = requireRole(deps.lifecycle, 'assign', maybeActor);
  const { divisionCode } = request;
  requireDivision(actor, divisionCode);
  const { heldOn, minutes, cases } = parseInput(conference, request.input);
  const now = deps.clock();
  guard(heldOn <= beijingDay(now), `The day of the conference, ${heldOn}, lies after today, ${beijingDay(now)}.`);
  const row = await inTransaction(deps.database, async (em) => {
    const number = await nextNumber(em, `conference:${divisionCode}:${heldOn.slice(0, 4)}`);
    const id = formatConferenceId(divisionCode, heldOn.slice(0, 4), number);
    const events: NewEvent[] = [];
    // In one order for everybody, so that two conferences cannot wait for each other.
    for (const entry of cases.toSorted((left, right) => (left.id < right.id ? -1 : 1))) {
      const { expectedVersion, organs, isComplex } = entry;
      const input = assignAct.parse({ organs, isComplex, conferenceId: id });
      const act = { definition: assignAct, id: parseSuggestionId(entry.id), expectedVersion, input };
      events.push(...(await performInTransaction(deps, { em, actor }, act)).events);
    }
    const held = { id, divisionCode, heldOn, minutes, caseCount: cases.length, recordedAt: now.toISOString() };
    await em.insert(AssignmentConferenceEntity, held);
    await deps.log.append(em, events);
    return held;
  });
  deps.log.wake();
  return row;
}

/** Such as `230100-AC-2021-0001`. */
export function formatConferenceId(divisionCode: string, year: string, number: number): string {
  return `${divisionCode}-AC-${year}-${String(number).padStart(4, '0')}`;
}
