import { beijingDay } from '../../../shared/lifecycle/calendar-day.ts';
import { caseLevels, type CaseLevel } from '../../../shared/lifecycle/congress-level.ts';
import type { HolidayCalendar } from '../../../shared/lifecycle/working-day.ts';
import type { StationRow } from '../../../subgraphs/district/station/station.entity.ts';
import type { HomeRow } from '../../../subgraphs/township/home/home.entity.ts';
import { apportion } from './apportion.ts';
import { placesOf } from './case-place.ts';
import type { CaseScript } from './case-script.ts';
import { planDeputies } from './deputy.plan.ts';
import { planHomes } from './home.plan.ts';
import { planOpinions } from './opinion.plan.ts';
import type { OpinionScript } from './opinion-script.ts';
import type { PlannedDeputy } from './planned-deputy.ts';
import { renamedStreetsCase } from './renamed-streets.case.ts';
import type { SeedDivisions } from './seed-division.ts';
import { planStations } from './station.plan.ts';
import { planSuggestions } from './suggestion.plan.ts';
import { dayNumber } from './working-day.ts';

/** All that is going to be written. */
export interface SeedPlan {
  readonly deputies: readonly PlannedDeputy[];
  readonly stations: readonly StationRow[];
  readonly homes: readonly HomeRow[];
  /** The lives of a level's suggestions and citizens' opinions, laid out when they are asked for, as they take memory. */
  scriptsOf(level: CaseLevel): LevelScripts;
}

export interface LevelScripts {
  readonly cases: readonly CaseScript[];
  /** The citizen's opinion that a case is made of. */
  readonly opinionOf: ReadonlyMap<CaseScript, string>;
  /** None but in the towns' database, which holds those of all levels. */
  readonly opinions: readonly OpinionScript[];
}

export interface SeedPlanTerms {
  readonly divisions: SeedDivisions;
  readonly deputies: number;
  readonly suggestions: number;
  readonly opinions: number;
  readonly now: Date;
  readonly calendar: HolidayCalendar;
}

const levelWeights: Readonly<Record<CaseLevel, number>> = { CITY: 30, DISTRICT: 40, TOWNSHIP: 30 };

const realCases: Readonly<Record<CaseLevel, readonly CaseScript[]>> = {
  CITY: [renamedStreetsCase],
  DISTRICT: [],
  TOWNSHIP: [],
};

/** Pure: the same terms, of which only the day of `now` counts, give the same plan. */
export function planSeed({ divisions, deputies, suggestions, opinions, now, calendar }: SeedPlanTerms): SeedPlan {
  const stations = planStations(divisions.townships, calendar);
  const homes = planHomes(divisions.communities, stations);
  const roll = planDeputies(divisions, deputies);
  const today = dayNumber(beijingDay(now));
  const counts = apportion(
    suggestions - realCases.CITY.length,
    caseLevels.map((level) => levelWeights[level]),
  );
  const casesOf = (level: CaseLevel): readonly CaseScript[] => {
    const places = placesOf(level, { divisions, stations, homes, roll });
    const count = counts[caseLevels.indexOf(level)] ?? 0;
    return [...realCases[level], ...planSuggestions({ level, places, count, today, calendar })];
  };
  return {
    deputies: roll.deputies,
    stations,
    homes,
    scriptsOf(level) {
      const cases = casesOf(level);
      if (level === 'CITY') return { cases, opinionOf: new Map(), opinions: [] };
      const ofTowns = level === 'TOWNSHIP' ? cases : casesOf('TOWNSHIP');
      const ofDistricts = level === 'DISTRICT' ? cases : casesOf('DISTRICT');
      // No link leads from a citizen's opinion to what nobody may know of.
      const raised = [...ofTowns, ...ofDistricts].filter(({ draft }) => !draft.isSecret);
      const plan = planOpinions({ divisions, homes, stations, cases: raised, count: opinions, today, calendar });
      return { cases, opinionOf: plan.opinionOf, opinions: level === 'TOWNSHIP' ? plan.scripts : [] };
    },
  };
}
