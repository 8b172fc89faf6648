import { readFileSync } from 'node:fs';
import type { Database } from '../../shared/database/open-database.ts';
import { parseDivisionCode } from '../../shared/division/division-code.ts';
import { areaKind, streetKind, villageKind } from '../../shared/division/division-kind.ts';
import { CenterEntity } from '../../subgraphs/city/center/center.entity.ts';
import { DeputyEntity, DeputyLevelEntity } from '../../subgraphs/city/deputy/deputy.entity.ts';
import { CityEntity, DistrictEntity } from '../../subgraphs/city/division/division.entity.ts';
import { TownshipEntity } from '../../subgraphs/district/division/township.entity.ts';
import { StationEntity } from '../../subgraphs/district/station/station.entity.ts';
import { CommunityEntity } from '../../subgraphs/township/division/community.entity.ts';
import { HomeEntity } from '../../subgraphs/township/home/home.entity.ts';
import type { LevelName } from './level-harness.ts';

interface DivisionLine {
  readonly code: string;
  readonly name: string;
}

/** Rows of the real divisions of Harbin whose codes match. */
function divisions(file: 'areas' | 'streets' | 'villages', codes: RegExp): DivisionLine[] {
  const lines = readFileSync(`data/harbin/${file}.csv`, 'utf8').trim().split(/\r?\n/).slice(1);
  return lines
    .map((line) => line.split(','))
    .map(([code = '', name = '']) => ({ code, name: name.replaceAll('"', '') }))
    .filter(({ code }) => codes.test(code));
}

const validFrom = '2023-06-30';

/** Three streets and two towns of 道里区 and of 南岗区 (which has one town), and two streets' and two towns' places below. */
export const sample = {
  districts: divisions('areas', /./).map((row) => ({
    ...row,
    kind: areaKind(row.name),
    validFrom,
    validTo: null,
    cityCode: '230100',
  })),
  townships: divisions('streets', /^23010[23](00[123]|10[12])$/).map((row) => ({
    ...row,
    kind: streetKind(parseDivisionCode(row.code), row.name),
    validFrom,
    validTo: null,
    districtCode: row.code.slice(0, 6),
  })),
  communities: divisions('villages', /^230102(00[12]|10[12])/).map((row) => ({
    ...row,
    kind: villageKind(parseDivisionCode(row.code), row.name),
    validFrom,
    validTo: null,
    townshipCode: row.code.slice(0, 9),
  })),
  deputies: Array.from({ length: 12 }, (_, index) => ({
    id: `230100-D${String(index + 1).padStart(6, '0')}`,
    name: `代表${index + 1}`,
    electoralUnitCode: index % 2 === 0 ? '230102' : null,
    synthetic: true,
  })),
} as const;

/** One station for each street or town, and a second one for every other. */
export const sampleStations = sample.townships.flatMap(({ code, name, districtCode }, index) =>
  (index % 2 === 0 ? [1] : [1, 2]).map((number) => ({
    id: `${code}-S${number}`,
    name: `${name}人大代表联络站${number}`,
    districtCode,
    townshipCode: code,
    openedOn: '2021-08-01',
    synthetic: true,
  })),
);

/** One home for each community or village. */
export const sampleHomes = sample.communities.map(({ code, name, townshipCode }) => ({
  id: `${code}-H1`,
  name: `${name}代表之家`,
  communityCode: code,
  townshipCode,
  stationId: `${townshipCode}-S1`,
  synthetic: true,
}));

export async function insertSample(level: LevelName, database: Database): Promise<void> {
  const em = database.fork();
  if (level === 'city') {
    await em.insertMany(CityEntity, [{ code: '230100', name: '哈尔滨市' }]);
    await em.insertMany(DistrictEntity, [...sample.districts]);
    const center = { cityCode: '230100', name: '哈尔滨市人大代表履职服务中心', openedOn: '2021-08-01' };
    await em.insertMany(CenterEntity, [center]);
    await em.insertMany(DeputyEntity, [...sample.deputies]);
    await em.insertMany(
      DeputyLevelEntity,
      sample.deputies.map(({ id }) => ({ deputyId: id, level: 'CITY' as const })),
    );
  } else if (level === 'district') {
    await em.insertMany(TownshipEntity, [...sample.townships]);
    await em.insertMany(StationEntity, [...sampleStations]);
  } else {
    await em.insertMany(CommunityEntity, [...sample.communities]);
    await em.insertMany(HomeEntity, [...sampleHomes]);
  }
}
