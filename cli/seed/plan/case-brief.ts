import { hasStatus } from '../../../shared/lifecycle/transition-table.ts';
import type { CaseLevel } from '../../../shared/lifecycle/congress-level.ts';
import type { SuggestionStatus } from '../../../shared/lifecycle/suggestion-status.ts';
import type { AssignmentRole, ReplyCategory } from '../../../shared/suggestion/suggestion-grade.ts';
import { organsForTopic } from '../text/organs.ts';
import type { Random } from '../text/seeded-random.ts';
import { isPlausibleIn, type Topic } from '../text/topic.ts';
import { topics } from '../text/topics.ts';
import type { CasePlace, CaseSite } from './case-place.ts';

export interface BriefAssignment {
  readonly organ: string;
  readonly role: AssignmentRole;
}

/** What one suggestion is about and who has part in it, before anybody acts. */
export interface CaseBrief {
  readonly level: CaseLevel;
  readonly place: CasePlace;
  readonly site: CaseSite;
  readonly topic: Topic;
  /** The lead deputy first. */
  readonly deputyIds: readonly [string, ...string[]];
  readonly assignments: readonly BriefAssignment[];
  readonly isComplex: boolean;
  /** The government's office, where it is asked first and passes the case on to the first organ (转办). */
  readonly office?: string | undefined;
  /** One deputy at least lets the window for evaluation pass. */
  readonly isSilent: boolean;
  /** Where the suggestion stands in the end. */
  readonly status: SuggestionStatus;
  /** Of the worst reply. */
  readonly category: ReplyCategory;
}

export interface BriefTerms {
  readonly level: CaseLevel;
  readonly place: CasePlace;
  readonly year: number;
  readonly status: SuggestionStatus;
  readonly category: ReplyCategory;
  /** False where the deadline of three months is wanted. */
  readonly mayBeComplex: boolean;
  /** Only where the window for evaluation is long over. */
  readonly maySilence: boolean;
}

/** Shares of a hundred. */
const partShare = 75;
const complexShare = 10;
const singleSignerShare = 42;
const leadAloneShare = 55;
const leadAndCoShare = 30;
const mostSigners = 6;
const officeShare = 15;
const silentShare = 4;
const yearsOfEpidemic = [2020, 2021, 2022];

export function drawBrief(terms: BriefTerms, random: Random): CaseBrief {
  const { level, place, status, category } = terms;
  const isPart = place.parts.length > 0 && random.int(1, 100) <= partShare;
  const site = random.pick(isPart ? place.parts : place.wholes);
  const topic = random.pick(topics.filter((candidate) => isPlausible(candidate, site, terms.year)));
  return {
    level,
    place,
    site,
    topic,
    deputyIds: drawSigners(place.deputyIds, status, random),
    assignments: drawAssignments(organsForTopic(topic.organs, level, place.organPrefix), random),
    isComplex: terms.mayBeComplex && random.int(1, 100) <= complexShare,
    office: drawOffice(terms, random),
    isSilent: terms.maySilence && category !== 'B' && random.int(1, 100) <= silentShare,
    status,
    category,
  };
}

function isPlausible(topic: Topic, site: CaseSite, year: number): boolean {
  return isPlausibleIn(topic, site.kind) && (topic.id !== 'epidemic-prevention' || yearsOfEpidemic.includes(year));
}

/** A draft that others are to sign is COSIGNING already. */
function drawSigners(deputyIds: readonly string[], status: SuggestionStatus, random: Random): [string, ...string[]] {
  const isSingle = status === 'DRAFT' || (status !== 'COSIGNING' && random.int(1, 100) <= singleSignerShare);
  const count = isSingle ? 1 : random.int(2, mostSigners);
  const signers = new Set([random.pick(deputyIds)]);
  for (let draw = 1; draw < count; draw++) signers.add(random.pick(deputyIds));
  for (const id of deputyIds) if (!isSingle && signers.size === 1) signers.add(id);
  return [...signers] as [string, ...string[]];
}

/** A town's government has no office that passes cases on. */
function drawOffice({ level, place, status }: BriefTerms, random: Random): string | undefined {
  if (!hasStatus(level, 'SUB_ASSIGNED')) return undefined;
  const isPassedOn = random.int(1, 100) <= officeShare;
  if (!isPassedOn && status !== 'SUB_ASSIGNED') return undefined;
  return level === 'CITY' ? '市人民政府办公厅' : `${place.organPrefix}人民政府办公室`;
}

function drawAssignments(organs: readonly { readonly name: string }[], random: Random): BriefAssignment[] {
  const draw = random.int(1, 100);
  const isAlone = organs.length === 1 || draw <= leadAloneShare;
  const isLed = isAlone || draw <= leadAloneShare + leadAndCoShare;
  const count = isAlone ? 1 : random.int(2, organs.length);
  return organs.slice(0, count).map(({ name }, index) => ({
    organ: name,
    role: isLed ? (index === 0 ? 'LEAD' : 'CO') : 'SPLIT',
  }));
}
