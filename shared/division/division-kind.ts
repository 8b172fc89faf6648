import type { DivisionCode } from './division-code.ts';

/**
 * District (市辖区), county (县), county-level city (县级市); street (街道), town (镇), township (乡), ethnic township
 * (民族乡), quasi unit (类似乡级单位: a farm, a forestry bureau, a development zone); community (社区), village (村).
 */
export const divisionKinds = [
  'DISTRICT',
  'COUNTY',
  'COUNTY_LEVEL_CITY',
  'STREET',
  'TOWN',
  'TOWNSHIP',
  'ETHNIC_TOWNSHIP',
  'QUASI',
  'COMMUNITY',
  'VILLAGE',
] as const;

export type DivisionKind = (typeof divisionKinds)[number];

const zone = /(?:开发区|园区|示范区|试验区|合作区|保税区|管理区)$/;

/** Kind of a 6-digit division. The code does not tell it, the name does: a zone's congress matters lie elsewhere. */
export function areaKind(name: string): DivisionKind {
  if (name.endsWith('市')) return 'COUNTY_LEVEL_CITY';
  if (/[县旗]$/.test(name)) return 'COUNTY';
  return name.endsWith('区') && !zone.test(name) ? 'DISTRICT' : 'QUASI';
}

/**
 * Kind of a 9-digit division, by the seventh digit: 0 street, 1 town, 2 or 3 township, any other a quasi unit. The
 * name only parts the ethnic townships from the others, so that an ethnic town (民族镇) stays a town.
 */
export function streetKind(code: DivisionCode, name: string): DivisionKind {
  const digit = code.charAt(6);
  if (digit === '0') return 'STREET';
  if (digit === '1') return 'TOWN';
  if (digit === '2' || digit === '3') return name.endsWith('族乡') ? 'ETHNIC_TOWNSHIP' : 'TOWNSHIP';
  return 'QUASI';
}

const villageCommittee = /(?:村|嘎查)(?:民)?(?:委员会|委会)$/;
const residentsCommittee = /(?:居|居民|家属|社区)(?:委员会|委会)$/;

/**
 * Kind of a 12-digit division: by the committee that its name ends with, else by the tenth digit, where 2, 3 and 5
 * stand for villages and for what is run like one, such as the living quarters of a farm.
 */
export function villageKind(code: DivisionCode, name: string): DivisionKind {
  if (villageCommittee.test(name)) return 'VILLAGE';
  if (residentsCommittee.test(name)) return 'COMMUNITY';
  return '235'.includes(code.charAt(9)) ? 'VILLAGE' : 'COMMUNITY';
}

/** Only towns and townships have a congress of their own; what is raised in a street is a matter of its district. */
export function hasCongress(kind: DivisionKind): boolean {
  return kind === 'TOWN' || kind === 'TOWNSHIP' || kind === 'ETHNIC_TOWNSHIP';
}
