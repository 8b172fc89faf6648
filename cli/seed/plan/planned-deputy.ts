import type { CongressLevel } from '../../../shared/lifecycle/congress-level.ts';
import type { DeputyRow } from '../../../subgraphs/city/deputy/deputy.entity.ts';

/** A deputy with the levels of the congresses that he or she sits in. */
export interface PlannedDeputy extends DeputyRow {
  readonly levels: readonly CongressLevel[];
}

export interface DeputyRoll {
  readonly deputies: readonly PlannedDeputy[];
  /** Invented deputies of each congress, by its division. */
  readonly seats: ReadonlyMap<string, readonly string[]>;
}
