import { hasCongress } from '../../../shared/division/division-kind.ts';
import { formatDeputyId } from '../../../shared/division/entity-id.ts';
import { inventDeputyName } from '../text/deputy-names.ts';
import { createRandom } from '../text/seeded-random.ts';
import {
  cityMandates,
  districtMandates,
  nationalMandates,
  provincialMandates,
  townMandates,
  type Mandate,
} from './mandate.ts';
import type { DeputyRoll, PlannedDeputy } from './planned-deputy.ts';
import { realDeputies } from './renamed-streets.case.ts';
import type { SeedDivisions } from './seed-division.ts';
import { seededCity } from './seeded-city.ts';

/** Share of the roll, and how many such deputies a city of this size has at most. */
const sizes = {
  national: { share: 0.01, most: 25 },
  provincial: { share: 0.05, most: 110 },
  city: { share: 0.27, most: 560 },
} as const;
/** Of the rest, how many sit in a district's congress; the others in a town's. */
const districtShare = 0.3;

/** The two deputies that a newspaper names, and invented ones of all levels: `total` together. */
export function planDeputies(divisions: SeedDivisions, total: number): DeputyRoll {
  const nextId = createNumbering();
  const real = realDeputies.map((deputy) => ({ ...deputy, id: nextId(seededCity) }));
  const random = createRandom('deputies:names');
  const seats = new Map<string, string[]>();
  const invented = planMandates(divisions, total - real.length).map(({ holder, electoralUnit, seats: held }) => {
    const id = nextId(holder);
    for (const { at } of held) if (at) seats.set(at, [...(seats.get(at) ?? []), id]);
    const levels = held.map(({ level }) => level);
    const name = inventDeputyName(random);
    return { id, name, electoralUnitCode: electoralUnit, synthetic: true, levels } satisfies PlannedDeputy;
  });
  return { deputies: [...real, ...invented], seats };
}

function planMandates({ districts, townships }: SeedDivisions, total: number): Mandate[] {
  const random = createRandom('deputies:mandates');
  const towns = townships.filter(({ kind }) => hasCongress(kind));
  const countOf = ({ share, most }: { share: number; most: number }): number =>
    Math.min(most, Math.floor(total * share));
  const [national, provincial, city] = [countOf(sizes.national), countOf(sizes.provincial), countOf(sizes.city)];
  const below = total - national - provincial - city;
  const inDistricts = towns.length > 0 ? Math.round(below * districtShare) : below;
  return [
    ...nationalMandates(national, random),
    ...provincialMandates(provincial, districts, random),
    ...cityMandates(city, districts, random),
    ...districtMandates(inDistricts, { districts, towns }, random),
    ...townMandates(below - inDistricts, towns),
  ];
}

function createNumbering() {
  const lastNumber = new Map<string, number>();
  return (holder: Mandate['holder']): string => {
    const number = (lastNumber.get(holder) ?? 0) + 1;
    lastNumber.set(holder, number);
    return formatDeputyId(holder, number);
  };
}
