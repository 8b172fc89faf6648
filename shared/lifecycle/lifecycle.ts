import type { Role } from '../auth/role.ts';
import { faultsOfTransitions } from './check-transitions.ts';
import type { CaseLevel } from './congress-level.ts';
import { noDeadlineSettings, type Deadlines, type DeadlineSettings } from './deadlines.ts';
import { finalStatuses, suggestionStatuses, type SuggestionStatus } from './suggestion-status.ts';
import { hasAct, hasStatus, transitionsOf } from './transition-table.ts';
import { acts, consequences, type Act, type Part, type Transition } from './transition.ts';

/** What a level adds to the table: who plays which part, and how long things may take. */
export interface LifecycleSpec {
  readonly level: CaseLevel;
  readonly roles: Readonly<Record<Part, readonly Role[]>>;
  /** Where neither the level's nor the division's settings say otherwise. */
  readonly deadlines: Deadlines;
}

export interface Lifecycle extends LifecycleSpec {
  readonly transitions: readonly Transition[];
  readonly statuses: readonly SuggestionStatus[];
  readonly acts: readonly Act[];
  /** Rows for an act in a state, in the table's order; empty where the act is not legal. */
  rowsFor(status: SuggestionStatus | 'NEW', act: Act): readonly Transition[];
  /** Acts that somebody may ask for in a state. */
  legalActs(status: SuggestionStatus): readonly Act[];
  partOf(act: Act): Part;
  deadlinesOf(divisionCode: string): Deadlines;
  /** Divisions whose spans are other than the level's. */
  readonly ownDeadlines: readonly string[];
}

/** Throws where the table has unreachable or dead-end states: such a level must not start. */
export function createLifecycle(spec: LifecycleSpec, settings: DeadlineSettings = noDeadlineSettings): Lifecycle {
  const { level } = spec;
  const transitions = transitionsOf(level);
  const statuses = suggestionStatuses.filter((status) => hasStatus(level, status));
  const ownActs = acts.filter((act) => hasAct(level, act));
  const faults = faultsOfTransitions(transitions, { statuses, finalStatuses, acts: ownActs });
  if (faults.length > 0) throw new Error(`The transition table of ${level} is faulty:\n${faults.join('\n')}`);
  const byStatus = Map.groupBy(transitions, ({ from }) => from);
  const legal = new Map(
    statuses.map((status) => {
      const possible = new Set((byStatus.get(status) ?? []).map(({ act }) => act));
      return [status, [...possible].filter((act) => !(consequences as readonly Act[]).includes(act))];
    }),
  );
  const partByAct = new Map(transitions.map(({ act, by }) => [act, by]));
  return {
    ...spec,
    transitions,
    statuses,
    acts: ownActs,
    rowsFor: (status, act) => (byStatus.get(status) ?? []).filter((row) => row.act === act),
    legalActs: (status) => legal.get(status) ?? [],
    partOf: (act) => {
      const part = partByAct.get(act);
      if (!part) throw new Error(`The transition table of ${level} has no row for the act ${act}.`);
      return part;
    },
    ownDeadlines: Object.keys(settings.divisions),
    deadlinesOf: (divisionCode) => ({ ...spec.deadlines, ...settings.level, ...settings.divisions[divisionCode] }),
  };
}
