import type { CaseLevel } from '../../../shared/lifecycle/congress-level.ts';
import type { ReplyCategory, SatisfactionGrade } from '../../../shared/suggestion/suggestion-grade.ts';
import type { Random } from '../text/seeded-random.ts';
import { dealt, type Weighted } from './apportion.ts';

/** The city's implementation rate (落实率) at the start of the term, and at the end of its fourth year. */
const firstRate = { year: 2017, rate: 0.85 };
const lastRate = { year: 2020, rate: 0.948 };
/** Below the city no rate is known; these are made up. */
const lag: Readonly<Record<CaseLevel, number>> = { CITY: 0, DISTRICT: 0.015, TOWNSHIP: 0.03 };

/** Share of replies of category A or B among the replies to suggestions of a year. */
export function implementationRate(level: CaseLevel, year: number): number {
  const span = (year - firstRate.year) / (lastRate.year - firstRate.year);
  const progress = Math.min(1, Math.max(0, span));
  return firstRate.rate + (lastRate.rate - firstRate.rate) * progress - lag[level];
}

/**
 * Categories of so many replies, shuffled. They are dealt out, not drawn, so that a year's rate comes out as it should
 * even for few replies.
 */
export function dealCategories(count: number, rate: number, random: Random): ReplyCategory[] {
  const implemented = Math.round(count * rate);
  const categories = [
    ...dealt(implementedCategories, implemented, random),
    ...dealt(otherCategories, count - implemented, random),
  ];
  return random.shuffle(categories).map(({ category }) => category);
}

interface CategoryWeight extends Weighted {
  readonly category: ReplyCategory;
}

const implementedCategories: readonly CategoryWeight[] = [
  { category: 'A', weight: 70 },
  { category: 'B', weight: 30 },
];
const otherCategories: readonly CategoryWeight[] = [
  { category: 'C', weight: 65 },
  { category: 'D', weight: 35 },
];

/** Chance that a deputy is satisfied: with the process more often than with the result, which takes longer to show. */
const satisfied: Readonly<Record<ReplyCategory, { readonly process: number; readonly result: number }>> = {
  A: { process: 0.9, result: 0.84 },
  B: { process: 0.82, result: 0.66 },
  C: { process: 0.66, result: 0.32 },
  D: { process: 0.6, result: 0.28 },
};
/** Of those who are not satisfied, how many say so plainly; the others are satisfied on the whole (基本满意). */
const unsatisfied: Readonly<Record<ReplyCategory, number>> = { A: 0.2, B: 0.25, C: 0.4, D: 0.45 };

export function drawGrade(random: Random, category: ReplyCategory, of: 'process' | 'result'): SatisfactionGrade {
  if (random.chance(satisfied[category][of])) return 'SATISFIED';
  return random.chance(unsatisfied[category]) ? 'UNSATISFIED' : 'BASICALLY_SATISFIED';
}
