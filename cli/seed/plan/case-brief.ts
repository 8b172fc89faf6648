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
}

/** Shares of a hundred. */
const partShare = 75;
const complexShare = 10;
const singleSignerShare = 42;
const leadAloneShare = 55;
const leadAndCoShare = 30;
const mostSigners = 6;
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
    deputyIds: drawSigners(place.deputyIds, random),
    assignments: drawAssignments(organsForTopic(topic.organs, level, place.organPrefix), random),
    isComplex: terms.mayBeComplex && random.int(1, 100) <= complexShare,
    status,
    category,
  };
}

function isPlausible(topic: Topic, site: CaseSite, year: number): boolean {
  return isPlausibleIn(topic, site.kind) && (topic.id !== 'epidemic-prevention' || yearsOfEpidemic.includes(year));
}

function drawSigners(deputyIds: readonly string[], random: Random): [string, ...string[]] {
  const count = random.int(1, 100) <= singleSignerShare ? 1 : random.int(2, mostSigners);
  const signers = new Set([random.pick(deputyIds)]);
  for (let draw = 1; draw < count; draw++) signers.add(random.pick(deputyIds));
  return [...signers] as [string, ...string[]];
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
