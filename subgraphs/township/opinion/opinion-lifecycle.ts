import type { Role } from '../../../shared/auth/role.ts';
import type { CalendarDay } from '../../../shared/lifecycle/calendar-day.ts';
import { faultsOfTransitions } from '../../../shared/lifecycle/check-transitions.ts';
import type { Deadlines } from '../../../shared/lifecycle/deadlines.ts';
import { addWorkingDays, type HolidayCalendar } from '../../../shared/lifecycle/working-day.ts';
import { finalOpinionStatuses, opinionStatuses, type OpinionStatus } from './opinion-status.ts';
import {
  opinionActs,
  opinionRoles,
  opinionSpans,
  opinionTransitions,
  type OpinionAct,
  type OpinionPart,
  type OpinionTransition,
} from './opinion-transition.ts';

const faults = faultsOfTransitions(opinionTransitions, {
  statuses: opinionStatuses,
  finalStatuses: finalOpinionStatuses,
  acts: opinionActs,
});
if (faults.length > 0) throw new Error(`The transition table of citizens' opinions is faulty:\n${faults.join('\n')}`);

const partByAct = new Map<OpinionAct, OpinionPart>(opinionTransitions.map(({ act, by }) => [act, by]));

export function opinionPartOf(act: OpinionAct): OpinionPart {
  const part = partByAct.get(act);
  if (!part) throw new Error(`The transition table of citizens' opinions has no row for the act ${act}.`);
  return part;
}

export function opinionRolesOf(act: OpinionAct): readonly Role[] {
  return opinionRoles[opinionPartOf(act)];
}

/** Undefined where the act is not legal in that state. */
export function opinionRow(status: OpinionStatus, act: OpinionAct): OpinionTransition | undefined {
  return opinionTransitions.find((row) => row.from === status && row.act === act);
}

/** Acts that somebody may ask for in a state. */
export function legalOpinionActs(status: OpinionStatus): readonly OpinionAct[] {
  return opinionTransitions.filter((row) => row.from === status).map(({ act }) => act);
}

/** The day by which somebody should have taken the next step out of a state; null out of the last one. */
export function opinionStepDueOn(
  status: OpinionStatus,
  deadlines: Deadlines,
  { today, calendar }: { readonly today: CalendarDay; readonly calendar: HolidayCalendar },
): CalendarDay | null {
  const span = opinionSpans[status];
  return span === undefined ? null : addWorkingDays(today, deadlines[span], calendar);
}

/** The table as a Mermaid state diagram: each arrow with its act and the roles that may do it. */
export function opinionDiagram(): string {
  const arrows = opinionTransitions.map(
    ({ from, act, to, by }) => `  ${from === 'NEW' ? '[*]' : from} --> ${to}: ${act} (${opinionRoles[by].join(', ')})`,
  );
  return ['stateDiagram-v2', ...arrows, ...finalOpinionStatuses.map((status) => `  ${status} --> [*]`)].join('\n');
}
