import { cityOf, districtOf, type DivisionCode } from '../../division/division-code.ts';
import type { CaseLevel } from '../../lifecycle/congress-level.ts';

const above: Readonly<Record<CaseLevel, CaseLevel | undefined>> = {
  TOWNSHIP: 'DISTRICT',
  DISTRICT: 'CITY',
  CITY: undefined,
};

/** Undefined above the city, whose system is the highest in the graph. */
export function levelAbove(level: CaseLevel): CaseLevel | undefined {
  return above[level];
}

export function levelBelow(level: CaseLevel): CaseLevel | undefined {
  return (Object.keys(above) as CaseLevel[]).find((lower) => above[lower] === level);
}

/** The division one level up: the district of a street or town, the city of a district. */
export function divisionAbove(code: string): string {
  return code.length > 6 ? districtOf(code as DivisionCode) : cityOf(code as DivisionCode);
}
