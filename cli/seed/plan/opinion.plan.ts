import { hasCongress, type DivisionKind } from '../../../shared/division/division-kind.ts';
import { districtOf, type DivisionCode } from '../../../shared/division/division-code.ts';
import { formatOpinionId } from '../../../shared/division/entity-id.ts';
import { beijingDay } from '../../../shared/lifecycle/calendar-day.ts';
import type { HolidayCalendar } from '../../../shared/lifecycle/working-day.ts';
import type { StationRow } from '../../../subgraphs/district/station/station.entity.ts';
import type { OpinionPlace } from '../../../subgraphs/township/opinion/opinion-authority.ts';
import type { HomeRow } from '../../../subgraphs/township/home/home.entity.ts';
import { inventDeputyName } from '../text/deputy-names.ts';
import { createRandom, type Random } from '../text/seeded-random.ts';
import { isPlausibleIn } from '../text/topic.ts';
import { topics } from '../text/topics.ts';
import type { CaseScript } from './case-script.ts';
import { communityName } from './community-name.ts';
import { adoptedCourse, drawCourse } from './opinion.course.ts';
import type { OpinionScript } from './opinion-script.ts';
import type { SeedDivisions } from './seed-division.ts';
import { momentOf, workingDay } from './working-day.ts';

/** The first day from which opinions are invented: by then the stations stood. */
const firstDay = '2021-09-01';
/** Share of the suggestions with a place of origin that a citizen's opinion led to. */
const adoptedShare = 0.12;

export interface OpinionTerms {
  readonly divisions: SeedDivisions;
  readonly homes: readonly HomeRow[];
  readonly stations: readonly StationRow[];
  /** Of towns and districts: some of them were made of an opinion. */
  readonly cases: readonly CaseScript[];
  /** Beside those that became suggestions. */
  readonly count: number;
  /** Number of today on Beijing's calendar. */
  readonly today: number;
  readonly calendar: HolidayCalendar;
}

type Days = Pick<OpinionTerms, 'today' | 'calendar'>;

/** Somewhere that an opinion is taken. */
interface OpinionSite {
  readonly place: OpinionPlace;
  readonly homeId: string | null;
  readonly stationId: string | null;
  readonly name: string;
  readonly kind: DivisionKind;
}

export interface OpinionPlan {
  readonly scripts: readonly OpinionScript[];
  /** The opinion that a case was made of, by the case's script. */
  readonly opinionOf: ReadonlyMap<CaseScript, string>;
}

type Unnumbered = Omit<OpinionScript, 'id'> & { readonly adoptedAs?: CaseScript };

/** Invented opinions at homes and stations; each is marked as synthetic when it is written. */
export function planOpinions(terms: OpinionTerms): OpinionPlan {
  const sites = sitesOf(terms);
  const days = { today: terms.today, calendar: terms.calendar };
  const random = createRandom('opinions');
  const adopted = terms.cases.flatMap((script): Unnumbered[] => {
    const site = script.draft.originId ? sites.byId.get(script.draft.originId) : undefined;
    if (!site || !random.chance(adoptedShare)) return [];
    return [{ ...adoptedOpinion(script, { site, ...days }, random), adoptedAs: script }];
  });
  const others = Array.from({ length: sites.all.length > 0 ? terms.count : 0 }, () =>
    otherOpinion(random.pick(sites.all), days, random),
  );
  return numbered([...adopted, ...others]);
}

function numbered(opinions: readonly Unnumbered[]): OpinionPlan {
  const last = new Map<string, number>();
  const opinionOf = new Map<CaseScript, string>();
  const inOrder = opinions.toSorted((left, right) => left.registeredAt.getTime() - right.registeredAt.getTime());
  const scripts = inOrder.map(({ adoptedAs, ...opinion }) => {
    const code = opinion.place.divisionCode as DivisionCode;
    const year = Number(beijingDay(opinion.registeredAt).slice(0, 4));
    const number = (last.get(`${code}:${year}`) ?? 0) + 1;
    last.set(`${code}:${year}`, number);
    const id = formatOpinionId(code, year, number);
    if (adoptedAs) opinionOf.set(adoptedAs, id);
    return { ...opinion, id };
  });
  return { scripts, opinionOf };
}

function adoptedOpinion(
  script: CaseScript,
  { site, today, calendar }: Days & { readonly site: OpinionSite },
  random: Random,
): Omit<OpinionScript, 'id'> {
  const { title, content, topic } = script.draft;
  const day = dayOf(script.draftedAt) - random.int(4, 20);
  const registeredAt = momentOf(workingDay(day, calendar), random.int(0, 200));
  return {
    place: site.place,
    registeredAt,
    input: { ...whereOf(site), title: asWish(title), content: situationOf(content), topic, ...citizenOf(random) },
    steps: adoptedCourse({ script, place: site.place, registeredAt, today }, random),
  };
}

function otherOpinion(site: OpinionSite, days: Days, random: Random): Omit<OpinionScript, 'id'> {
  const topic = random.pick(topics.filter((each) => isPlausibleIn(each, site.kind)));
  const isInTown = hasCongress(site.kind) || site.place.divisionCode.charAt(6) !== '0';
  const { registeredAt, steps } = drawCourse({ ...site, ...days, topic, isInTown, firstDay }, random);
  const title = asWish(random.pick(topic.titles(site.name)));
  const content = situationOf(random.pick(topic.contents(site.name)));
  return {
    place: site.place,
    registeredAt,
    input: { ...whereOf(site), title, content, topic: null, ...citizenOf(random) },
    steps,
  };
}

/** 关于…的建议 is how a deputy puts it. */
function asWish(title: string): string {
  return title.replace(/^关于/, '希望').replace(/的建议$/, '');
}

/** What was met, without what the deputy asks for. */
function situationOf(content: string): string {
  return content.split('建议')[0]?.trim() || content;
}

/** Half of the citizens gave a name. No subscriber's number begins with 0, so that this one is nobody's. */
function citizenOf(random: Random) {
  if (random.chance(0.5)) return { citizenName: null, citizenPhone: null, citizenAddress: null };
  const citizenPhone = `0451-0${String(random.int(0, 9_999_999)).padStart(7, '0')}`;
  return { citizenName: inventDeputyName(random), citizenPhone, citizenAddress: null };
}

function whereOf({ homeId, stationId }: OpinionSite) {
  return { homeId, stationId };
}

function dayOf(time: Date): number {
  return Math.floor(Date.parse(`${beijingDay(time)}T00:00:00Z`) / 86_400_000);
}

function sitesOf({ divisions, homes, stations }: OpinionTerms) {
  const communities = new Map<string, { name: string; kind: DivisionKind }>(
    divisions.communities.map(({ code, name, kind }) => [code, { name: communityName(name), kind }]),
  );
  const townships = new Map<string, { name: string; kind: DivisionKind }>(
    divisions.townships.map(({ code, name, kind }) => [code, { name, kind }]),
  );
  const atHomes = homes.flatMap(({ id, communityCode, townshipCode }): OpinionSite[] => {
    const known = communities.get(communityCode);
    const districtCode = districtOf(townshipCode as DivisionCode);
    const place = { divisionCode: townshipCode, districtCode, communityCode };
    return known ? [{ ...known, place, homeId: id, stationId: null }] : [];
  });
  const atStations = stations.flatMap(({ id, townshipCode, districtCode }): OpinionSite[] => {
    const known = townshipCode ? townships.get(townshipCode) : undefined;
    if (!townshipCode || !known) return [];
    const place = { divisionCode: townshipCode, districtCode, communityCode: null };
    return [{ ...known, place, homeId: null, stationId: id }];
  });
  const all = [...atHomes, ...atStations];
  return { all, byId: new Map(all.map((site) => [site.homeId ?? site.stationId, site])) };
}
