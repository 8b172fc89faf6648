import type { CaseLevel } from '../../../shared/lifecycle/congress-level.ts';

/** An organ that handles suggestions (承办单位). */
export interface Organ {
  readonly id: string;
  /** At the city in full; below it without the name of the district or town. */
  readonly name: string;
}

const cityOrgans = {
  'civil-affairs': '市民政局',
  housing: '市住房和城乡建设局',
  'traffic-police': '市公安局交通管理局',
  'public-security': '市公安局',
  'urban-management': '市城市管理局',
  'natural-resources': '市自然资源和规划局',
  ecology: '市生态环境局',
  agriculture: '市农业农村局',
  transport: '市交通运输局',
  water: '市水务局',
  health: '市卫生健康委员会',
  education: '市教育局',
  sports: '市体育局',
  culture: '市文化广电和旅游局',
  development: '市发展和改革委员会',
  industry: '市工业和信息化局',
  commerce: '市商务局',
  finance: '市财政局',
  'human-resources': '市人力资源和社会保障局',
  'market-regulation': '市市场监督管理局',
  emergency: '市应急管理局',
  'medical-insurance': '市医疗保障局',
  court: '市中级人民法院',
  procuratorate: '市人民检察院',
} as const;

const districtOrgans = {
  'civil-affairs': '民政局',
  housing: '住房和城乡建设局',
  'traffic-police': '公安交通警察大队',
  'urban-management': '城市管理局',
  'natural-resources': '自然资源局',
  ecology: '生态环境局',
  agriculture: '农业农村局',
  transport: '交通运输局',
  water: '水务局',
  health: '卫生健康局',
  education: '教育局',
  culture: '文体广电和旅游局',
  development: '发展和改革局',
  industry: '工业和信息化局',
  finance: '财政局',
  'human-resources': '人力资源和社会保障局',
  'market-regulation': '市场监督管理局',
  emergency: '应急管理局',
  court: '人民法院',
  procuratorate: '人民检察院',
} as const;

/** A town's congress assigns to its government alone; the offices handle in the government's name. */
const townOrgans = {
  government: '人民政府',
  'economy-office': '人民政府经济发展办公室',
  'society-office': '人民政府社会事务办公室',
  'construction-office': '人民政府规划建设和生态环境办公室',
  'enforcement-team': '人民政府综合行政执法队',
  'agriculture-centre': '农业综合服务中心',
} as const;

export type CityOrganId = keyof typeof cityOrgans;
export type DistrictOrganId = keyof typeof districtOrgans;
export type TownOrganId = keyof typeof townOrgans;

/** Which organs handle a topic, the lead first. */
export interface TopicOrgans {
  readonly CITY: readonly CityOrganId[];
  readonly DISTRICT: readonly DistrictOrganId[];
  readonly TOWNSHIP: readonly TownOrganId[];
}

const namesByLevel: Readonly<Record<CaseLevel, Readonly<Record<string, string>>>> = {
  CITY: cityOrgans,
  DISTRICT: districtOrgans,
  TOWNSHIP: townOrgans,
};

/** Every organ of a level; `place` is the district's or town's name and stands before theirs, as in 道里区民政局. */
export function organsOf(level: CaseLevel, place: string): Organ[] {
  return Object.entries(namesByLevel[level]).map(([id, name]) => ({ id, name: inFull(level, place, name) }));
}

/** The organs of a topic on one level, the lead first. */
export function organsForTopic(organs: TopicOrgans, level: CaseLevel, place: string): Organ[] {
  const names = namesByLevel[level];
  return organs[level].map((id) => ({ id, name: inFull(level, place, names[id] ?? id) }));
}

function inFull(level: CaseLevel, place: string, name: string): string {
  return level === 'CITY' ? name : `${place}${name}`;
}
