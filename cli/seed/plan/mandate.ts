import { districtOf, type DivisionCode } from '../../../shared/division/division-code.ts';
import type { CongressLevel } from '../../../shared/lifecycle/congress-level.ts';
import type { Random } from '../text/seeded-random.ts';
import type { SeedDivision } from './seed-division.ts';
import { seededCity } from './seeded-city.ts';

export interface Seat {
  readonly level: CongressLevel;
  /** The congress's division, where it is part of the graph. */
  readonly at?: string;
}

/** What a deputy was elected to, and by whom. */
export interface Mandate {
  /** The division that leads the deputy's id. */
  readonly holder: DivisionCode;
  /** The district, or the one in which the voters live; null where a congress above the districts elected. */
  readonly electoralUnit: string | null;
  readonly seats: readonly Seat[];
}

const citySeat: Seat = { level: 'CITY', at: seededCity };
const provincialSeat: Seat = { level: 'PROVINCIAL' };

export function nationalMandates(count: number, random: Random): Mandate[] {
  return Array.from({ length: count }, () => ({
    holder: seededCity,
    electoralUnit: null,
    seats: [{ level: 'NATIONAL' }, ...sometimes(random, 0.1, provincialSeat)],
  }));
}

/** The city's congress elects them; those who also sit in it were sent there by a district. */
export function provincialMandates(count: number, districts: readonly SeedDivision[], random: Random): Mandate[] {
  return inTurn(districts, count).map(({ code }) => {
    const city = sometimes(random, 0.2, citySeat);
    return {
      holder: seededCity,
      electoralUnit: city.length > 0 ? code : null,
      seats: [provincialSeat, ...city],
    };
  });
}

export function cityMandates(count: number, districts: readonly SeedDivision[], random: Random): Mandate[] {
  return inTurn(districts, count).map(({ code }) => ({
    holder: seededCity,
    electoralUnit: code,
    seats: [citySeat, ...sometimes(random, 0.15, { level: 'DISTRICT', at: code })],
  }));
}

export function districtMandates(
  count: number,
  { districts, towns }: { districts: readonly SeedDivision[]; towns: readonly SeedDivision[] },
  random: Random,
): Mandate[] {
  const townsOf = Map.groupBy(towns, ({ code }) => districtOf(code));
  return inTurn(districts, count).map(({ code }) => {
    const own = townsOf.get(code) ?? [];
    const town: Seat[] =
      own.length > 0 ? sometimes(random, 0.12, { level: 'TOWNSHIP', at: random.pick(own).code }) : [];
    return { holder: code, electoralUnit: code, seats: [{ level: 'DISTRICT', at: code }, ...town] };
  });
}

export function townMandates(count: number, towns: readonly SeedDivision[]): Mandate[] {
  return inTurn(towns, count).map(({ code }) => ({
    holder: districtOf(code),
    electoralUnit: districtOf(code),
    seats: [{ level: 'TOWNSHIP', at: code }],
  }));
}

function sometimes(random: Random, chance: number, seat: Seat): Seat[] {
  return random.chance(chance) ? [seat] : [];
}

/** So that every division has about as many; none where there are no divisions. */
function inTurn(divisions: readonly SeedDivision[], count: number): SeedDivision[] {
  const rounds = divisions.length === 0 ? 0 : Math.ceil(count / divisions.length);
  return Array.from({ length: rounds }, () => divisions)
    .flat()
    .slice(0, count);
}
