import type { CaseLevel } from '../../shared/lifecycle/congress-level.ts';
import type { Logger } from '../../shared/telemetry/logger.ts';

/** What a first start loads: only what is real, a set to look at, or one as large as a city's term of five years. */
export type SeedAmount = 'none' | 'demo' | 'full';

export interface SeedOptions {
  readonly amount: SeedAmount;
  /** Recent suggestions are laid out before this day; the same day and amount give the same records. */
  readonly now: Date;
  readonly onProgress?: (progress: SeedProgress) => void;
  readonly logger: Logger;
}

export interface SeedProgress {
  readonly level: CaseLevel;
  /** Acts that have been performed and stored. */
  readonly done: number;
  readonly total: number;
}

/** Rows that were added. */
export interface SeedCounts {
  readonly centers: number;
  readonly deputies: number;
  readonly stations: number;
  readonly homes: number;
  readonly suggestions: number;
  /** Citizens' opinions. */
  readonly opinions: number;
  readonly events: number;
}

/** How much is made up; `none` makes nothing up. */
export const seedSizes: Readonly<Record<SeedAmount, SeedSize>> = {
  none: { deputies: 0, suggestions: 0, opinions: 0 },
  demo: { deputies: 2_000, suggestions: 1_200, opinions: 600 },
  full: { deputies: 15_000, suggestions: 20_000, opinions: 10_000 },
};

export interface SeedSize {
  readonly deputies: number;
  readonly suggestions: number;
  /** Beside those that became suggestions. */
  readonly opinions: number;
}
