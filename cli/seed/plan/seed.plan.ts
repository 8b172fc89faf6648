import { beijingDay } from '../../../shared/lifecycle/calendar-day.ts';
import { caseLevels, type CaseLevel } from '../../../shared/lifecycle/congress-level.ts';
import type { StationRow } from '../../../subgraphs/district/station/station.entity.ts';
import type { HomeRow } from '../../../subgraphs/township/home/home.entity.ts';
import { apportion } from './apportion.ts';
import { placesOf } from './case-place.ts';
import type { CaseScript } from './case-script.ts';
import { planDeputies } from './deputy.plan.ts';
import { planHomes } from './home.plan.ts';
import type { PlannedDeputy } from './planned-deputy.ts';
import { renamedStreetsCase } from './renamed-streets.case.ts';
import type { SeedDivisions } from './seed-division.ts';
import { planStations } from './station.plan.ts';
import { planSuggestions } from './suggestion.plan.ts';
import { dayNumber } from './working-day.ts';

/** All that is going to be written, with the suggestions as scripts that are still to be played. */
export interface SeedPlan {
  readonly deputies: readonly PlannedDeputy[];
  readonly stations: readonly StationRow[];
  readonly homes: readonly HomeRow[];
  readonly scripts: Readonly<Record<CaseLevel, readonly CaseScript[]>>;
}

export interface SeedPlanTerms {
  readonly divisions: SeedDivisions;
  readonly deputies: number;
  readonly suggestions: number;
  readonly now: Date;
}

const levelWeights: Readonly<Record<CaseLevel, number>> = { CITY: 30, DISTRICT: 40, TOWNSHIP: 30 };

/** Pure: the same terms, of which only the day of `now` counts, give the same plan. */
export function planSeed({ divisions, deputies, suggestions, now }: SeedPlanTerms): SeedPlan {
  const stations = planStations(divisions.townships);
  const homes = planHomes(divisions.communities, stations);
  const roll = planDeputies(divisions, deputies);
  const today = dayNumber(beijingDay(now));
  const invented = suggestions - 1;
  const counts = apportion(
    invented,
    caseLevels.map((level) => levelWeights[level]),
  );
  const scriptsOf = (level: CaseLevel): CaseScript[] => {
    const places = placesOf(level, { divisions, stations, homes, roll });
    return planSuggestions({ level, places, count: counts[caseLevels.indexOf(level)] ?? 0, today });
  };
  return {
    deputies: roll.deputies,
    stations,
    homes,
    scripts: {
      CITY: [renamedStreetsCase, ...scriptsOf('CITY')],
      DISTRICT: scriptsOf('DISTRICT'),
      TOWNSHIP: scriptsOf('TOWNSHIP'),
    },
  };
}
