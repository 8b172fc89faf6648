import { districtOf } from '../../../shared/division/division-code.ts';
import { hasCongress, type DivisionKind } from '../../../shared/division/division-kind.ts';
import type { CaseLevel } from '../../../shared/lifecycle/congress-level.ts';
import type { StationRow } from '../../../subgraphs/district/station/station.entity.ts';
import type { HomeRow } from '../../../subgraphs/township/home/home.entity.ts';
import { communityName } from './community-name.ts';
import type { DeputyRoll } from './planned-deputy.ts';
import type { SeedDivision, SeedDivisions } from './seed-division.ts';
import { seededCity } from './seeded-city.ts';

/** Somewhere that a suggestion can be about. */
export interface CaseSite {
  readonly name: string;
  readonly kind: DivisionKind;
  /** The station or home at which the matter came up. */
  readonly originId?: string | undefined;
}

/** A congress to which suggestions are made. */
export interface CasePlace {
  readonly divisionCode: string;
  /** Stands before the names of its organs. */
  readonly organPrefix: string;
  /** The division as a whole; at the city, its districts. */
  readonly wholes: readonly CaseSite[];
  /** What lies in it, one level below. */
  readonly parts: readonly CaseSite[];
  readonly deputyIds: readonly string[];
}

export interface PlaceSources {
  readonly divisions: SeedDivisions;
  readonly stations: readonly StationRow[];
  readonly homes: readonly HomeRow[];
  readonly roll: DeputyRoll;
}

/** The congresses of a level that have deputies. Streets and quasi units have no congress. */
export function placesOf(level: CaseLevel, sources: PlaceSources): CasePlace[] {
  return placeMakers[level](sources).filter(({ deputyIds }) => deputyIds.length > 0);
}

const placeMakers: Readonly<Record<CaseLevel, (sources: PlaceSources) => CasePlace[]>> = {
  CITY: cityPlaces,
  DISTRICT: districtPlaces,
  TOWNSHIP: townPlaces,
};

function cityPlaces({ divisions, roll }: PlaceSources): CasePlace[] {
  const nameOf = new Map<string, string>(divisions.districts.map(({ code, name }) => [code, name]));
  return [
    {
      divisionCode: seededCity,
      organPrefix: '',
      wholes: divisions.districts.map(toSite),
      parts: divisions.townships
        .filter(({ kind }) => kind !== 'QUASI')
        .map(({ code, name, kind }) => ({ name: `${nameOf.get(districtOf(code)) ?? ''}${name}`, kind })),
      deputyIds: roll.seats.get(seededCity) ?? [],
    },
  ];
}

function districtPlaces({ divisions, stations, roll }: PlaceSources): CasePlace[] {
  const stationOf = new Map(stations.map(({ id, townshipCode }) => [townshipCode, id]));
  const within = Map.groupBy(divisions.townships, ({ code }) => districtOf(code));
  return divisions.districts.map((district) => ({
    divisionCode: district.code,
    organPrefix: district.name,
    wholes: [toSite(district)],
    parts: (within.get(district.code) ?? []).map((part) => ({ ...toSite(part), originId: stationOf.get(part.code) })),
    deputyIds: roll.seats.get(district.code) ?? [],
  }));
}

function townPlaces({ divisions, homes, roll }: PlaceSources): CasePlace[] {
  const homeOf = new Map(homes.map(({ id, communityCode }) => [communityCode, id]));
  const within = Map.groupBy(divisions.communities, ({ code }) => code.slice(0, 9));
  return divisions.townships
    .filter(({ kind }) => hasCongress(kind))
    .map((town) => ({
      divisionCode: town.code,
      organPrefix: town.name,
      wholes: [toSite(town)],
      parts: (within.get(town.code) ?? []).map(({ code, name, kind }) => ({
        name: communityName(name),
        kind,
        originId: homeOf.get(code),
      })),
      deputyIds: roll.seats.get(town.code) ?? [],
    }));
}

function toSite({ name, kind }: SeedDivision): CaseSite {
  return { name, kind };
}
