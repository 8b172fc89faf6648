import { divisionLevel, type DivisionCode } from '../../../shared/division/division-code.ts';
import type { CaseLevel } from '../../../shared/lifecycle/congress-level.ts';

/** A suggestion as network gives it: its key, and the level that says which subgraph has the rest. */
export interface SuggestionReference {
  readonly id: string;
  readonly level: CaseLevel;
}

const typeNames = {
  CITY: 'CitySuggestion',
  DISTRICT: 'DistrictSuggestion',
  TOWNSHIP: 'TownshipSuggestion',
} as const satisfies Record<CaseLevel, string>;

export function typeNameOf({ level }: SuggestionReference): string {
  return typeNames[level];
}

/** The division that leads an id tells the level. */
export function toReference(id: string): SuggestionReference {
  const level = divisionLevel(id.slice(0, id.indexOf('-')) as DivisionCode);
  return { id, level: level === 'COMMUNITY' ? 'TOWNSHIP' : level };
}
