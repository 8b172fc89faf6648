import type { Role } from '../auth/role.ts';
import { faultsOfTransitions } from './check-transitions.ts';
import type { CaseLevel } from './congress-level.ts';
import type { SuggestionStatus } from './suggestion-status.ts';
import { transitions, type Act, type Part, type Transition } from './transition.ts';

/** What a level adds to the table: who plays which part, and how long things may take. */
export interface LifecycleSpec {
  readonly level: CaseLevel;
  readonly roles: Readonly<Record<Part, readonly Role[]>>;
  readonly deadlines: Deadlines;
}

/** Spans of the legal clock. National law sets them; they are settings all the same, since local rules may be tighter. */
export interface Deadlines {
  /** Months from assignment (交办) to reply. */
  readonly replyMonths: number;
  /** The same where the matter is broad and hard. */
  readonly complexReplyMonths: number;
  /** Days before the due date from which a case counts as due soon. */
  readonly dueSoonDays: number;
}

export const defaultDeadlines: Deadlines = { replyMonths: 3, complexReplyMonths: 6, dueSoonDays: 15 };

export interface Lifecycle extends LifecycleSpec {
  /** Rows for an act in a state, in the table's order; empty where the act is not legal. */
  rowsFor(status: SuggestionStatus | 'NEW', act: Act): readonly Transition[];
  legalActs(status: SuggestionStatus): readonly Act[];
}

/** Throws where the table has unreachable or dead-end states: such a level must not start. */
export function createLifecycle(spec: LifecycleSpec): Lifecycle {
  const faults = faultsOfTransitions(transitions);
  if (faults.length > 0) throw new Error(`The transition table of ${spec.level} is faulty:\n${faults.join('\n')}`);
  return {
    ...spec,
    rowsFor: (status, act) => transitions.filter((row) => row.from === status && row.act === act),
    legalActs: (status) => [...new Set(transitions.filter((row) => row.from === status).map((row) => row.act))],
  };
}
