import type { CaseLevel } from '../../../shared/lifecycle/congress-level.ts';
import { isOneOf, type SuggestionStatus } from '../../../shared/lifecycle/suggestion-status.ts';
import type { ReplyCategory } from '../../../shared/suggestion/suggestion-grade.ts';
import type { HolidayCalendar } from '../../../shared/lifecycle/working-day.ts';
import { hasStatus } from '../../../shared/lifecycle/transition-table.ts';
import { createRandom, type Random } from '../text/seeded-random.ts';
import { dealt } from './apportion.ts';
import { drawBrief } from './case-brief.ts';
import { toScript, type CalendarAnchor } from './case-calendar.ts';
import type { CasePlace } from './case-place.ts';
import type { CaseScript } from './case-script.ts';
import { addExtras, holdConferences, withSecretCase } from './extra.plan.ts';
import { planCourse } from './course.plan.ts';
import type { CourseStep } from './course.ts';
import { pastOutcomes, recentOutcomes, recentShare, type Outcome, type RecentOutcome } from './outcome.ts';
import { dealCategories, implementationRate } from './reply-category.ts';
import { dayAt } from './working-day.ts';
import { spreadOverYears, type YearShare } from './year-share.ts';

export interface SuggestionTerms {
  readonly level: CaseLevel;
  readonly places: readonly CasePlace[];
  readonly count: number;
  /** Number of today on Beijing's calendar. */
  readonly today: number;
  readonly calendar: HolidayCalendar;
}

/** The invented suggestions of one level: those of past years, and those that are under way today. */
export function planSuggestions(terms: SuggestionTerms): CaseScript[] {
  const { level, places, count, today, calendar } = terms;
  if (places.length === 0) return [];
  const random = createRandom(`suggestions:${level}`);
  const ways = { calendar, extras: createRandom(`extras:${level}`) };
  const years = spreadOverYears(today, Math.round(count * (1 - recentShare)));
  const pastCount = years.reduce((sum, year) => sum + year.count, 0);
  const nextPlace = inTurn(random.shuffle(places));
  const past = years.flatMap((year) => planYear({ level, year, today, nextPlace, ...ways }, random));
  return [...past, ...planRecent({ level, count: count - pastCount, today, nextPlace, ...ways }, random)];
}

/** What all scripts of a level are laid out with. */
interface Ways {
  readonly calendar: HolidayCalendar;
  /** For what only some cases have, so that it changes nothing about the others. */
  readonly extras: Random;
}

interface YearTerms extends Ways {
  readonly level: CaseLevel;
  readonly year: YearShare;
  readonly today: number;
  readonly nextPlace: () => CasePlace;
}

function planYear({ level, year, today, nextPlace, calendar, extras }: YearTerms, random: Random): CaseScript[] {
  const outcomes = dealt(pastOutcomes, year.count, random);
  const nextCategory = categoriesFor({ level, year: year.year }, outcomes, random);
  const scripts = outcomes.map(({ status }) => {
    const category = nextCategory(status);
    const terms = {
      level,
      place: nextPlace(),
      year: year.year,
      status,
      category,
      mayBeComplex: true,
      maySilence: year.year < Number(dayAt(today).slice(0, 4)) - 1,
    };
    const dayNumber = drawDay(year, random);
    return writeScript(terms, () => ({ dayNumber, courseDay: 0, latest: today - 1, calendar }), random);
  });
  return addExtras(scripts, level, extras);
}

interface RecentTerms extends Ways {
  readonly level: CaseLevel;
  readonly count: number;
  readonly today: number;
  readonly nextPlace: () => CasePlace;
}

function planRecent({ level, count, today, nextPlace, calendar, extras }: RecentTerms, random: Random): CaseScript[] {
  const possible = recentOutcomes.filter(({ status }) => hasStatus(level, status));
  const outcomes = dealt(possible, count, random);
  const placed = pairMergers(outcomes, nextPlace);
  const year = Number(dayAt(today).slice(0, 4));
  const nextCategory = categoriesFor({ level, year }, outcomes, random);
  const scripts = placed.map(({ outcome, place }) => {
    const { status } = outcome;
    const mayBeComplex = outcome.anchor === 'LAST_ACT';
    const category = nextCategory(status);
    const terms = { level, place, year, status, category, mayBeComplex, maySilence: false };
    const dayNumber = today - random.int(...outcome.daysAgo);
    return writeScript(
      terms,
      (steps) => ({ dayNumber, courseDay: anchorDay(outcome, steps), latest: today - 1, calendar }),
      random,
    );
  });
  const told = holdConferences(withSecretCase(addExtras(scripts, level, extras)));
  return told.map((script, index) => {
    const main = told[placed[index]?.into ?? -1];
    return main ? mergedInto(script, main) : script;
  });
}

interface PlacedOutcome {
  readonly outcome: RecentOutcome;
  readonly place: CasePlace;
  /** Place in the list of the case that this one is merged into. */
  readonly into?: number;
}

/** A case that is merged is made to the same congress as one that has been in hand for long. */
function pairMergers(outcomes: readonly RecentOutcome[], nextPlace: () => CasePlace): PlacedOutcome[] {
  const placed = outcomes.map((outcome): PlacedOutcome => ({ outcome, place: nextPlace() }));
  const mains = placed.flatMap((main, index) =>
    main.outcome.status === 'HANDLING' && main.outcome.anchor === 'ASSIGNMENT' ? [{ ...main, index }] : [],
  );
  return placed.map((item, index) => {
    const main = mains.at(index % Math.max(1, mains.length));
    return item.outcome.status === 'MERGED' && main ? { ...item, place: main.place, into: main.index } : item;
  });
}

function mergedInto(script: CaseScript, main: CaseScript): CaseScript {
  return { ...script, steps: script.steps.map((step) => (step.act === 'merge' ? { ...step, into: main } : step)) };
}

function anchorDay({ anchor }: RecentOutcome, steps: readonly CourseStep[]): number {
  const step = anchor === 'LAST_ACT' ? steps.at(-1) : steps.find(({ act }) => act === 'assign');
  return step?.day ?? 0;
}

function writeScript(
  terms: Parameters<typeof drawBrief>[0],
  anchorOf: (steps: readonly CourseStep[]) => CalendarAnchor,
  random: Random,
): CaseScript {
  const brief = drawBrief(terms, random);
  const title = random.pick(brief.topic.titles(brief.site.name));
  const content = random.pick(brief.topic.contents(brief.site.name));
  const steps = planCourse(brief, random);
  return toScript({ brief, title, content, steps }, anchorOf(steps), random);
}

/** A category for each suggestion that is answered; what is not answered yet would be solved. */
function categoriesFor(
  { level, year }: { level: CaseLevel; year: number },
  outcomes: readonly Outcome[],
  random: Random,
): (status: SuggestionStatus) => ReplyCategory {
  const answered = outcomes.filter(({ status }) => isAnswered(status)).length;
  const categories = dealCategories(answered, implementationRate(level, year), random);
  return (status) => (status === 'TRACKING' ? 'B' : ((isAnswered(status) ? categories.pop() : undefined) ?? 'A'));
}

function isAnswered(status: SuggestionStatus): boolean {
  return isOneOf(['REPLIED', 'EVALUATED', 'CLOSED', 'PUBLISHED'], status);
}

/** Two suggestions in five are handed in around the yearly session, in the first weeks of the year. */
function drawDay({ firstDay, lastDay }: YearShare, random: Random): number {
  const sessionEnd = Math.min(lastDay, firstDay + 40);
  return random.chance(0.4) ? random.int(firstDay, sessionEnd) : random.int(firstDay, lastDay);
}

function inTurn<Item>(items: readonly Item[]): () => Item {
  let turn = 0;
  return () => items[turn++ % items.length] as Item;
}
