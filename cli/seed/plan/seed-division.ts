import type { DivisionCode } from '../../../shared/division/division-code.ts';
import type { DivisionKind } from '../../../shared/division/division-kind.ts';

export interface SeedDivision {
  readonly code: DivisionCode;
  readonly name: string;
  readonly kind: DivisionKind;
}

/** What the records are laid out over; each list in the order of codes. */
export interface SeedDivisions {
  readonly districts: readonly SeedDivision[];
  readonly townships: readonly SeedDivision[];
  readonly communities: readonly SeedDivision[];
}
