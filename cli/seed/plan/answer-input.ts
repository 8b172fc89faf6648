import type { ReplyCategory, SatisfactionGrade } from '../../../shared/suggestion/suggestion-grade.ts';
import { disputedClosingNotes, unsolvedClosingNotes } from '../text/closing-notes.ts';
import { evaluationComments, replies } from '../text/replies.ts';
import type { Random } from '../text/seeded-random.ts';
import type { CaseBrief } from './case-brief.ts';
import { drawGrade } from './reply-category.ts';

const commentShare = 0.45;

/** A reply before its day is known: `promisedInDays` counts from that day. */
export interface PlannedReply {
  readonly category: ReplyCategory;
  readonly text: string;
  readonly promisedInDays?: number;
}

/** The organs that share a case answer no worse than its category; at least the first answers so. */
export function drawReply(brief: CaseBrief, organIndex: number, random: Random): PlannedReply {
  const organ = brief.assignments[organIndex]?.organ ?? '';
  const category = organIndex > 0 && random.chance(0.5) ? 'A' : brief.category;
  const texts = replies[category]({ organ, topic: brief.topic.name, place: brief.site.name });
  return {
    category,
    text: random.pick(texts),
    ...(category === 'B' && { promisedInDays: random.int(60, 300) }),
  };
}

export interface PlannedEvaluation {
  readonly process: SatisfactionGrade;
  readonly result: SatisfactionGrade;
  readonly comment: string | null;
}

export function drawEvaluation(category: ReplyCategory, random: Random): PlannedEvaluation {
  const process = drawGrade(random, category, 'process');
  const result = drawGrade(random, category, 'result');
  const comment = random.chance(commentShare) ? random.pick(evaluationComments[result]) : null;
  return { process, result, comment };
}

/** Closing takes reasons where nothing is solved or somebody is not satisfied. */
export function drawClosing(
  category: ReplyCategory,
  evaluations: readonly PlannedEvaluation[],
  random: Random,
): { note?: string } {
  if (evaluations.some(({ result }) => result === 'UNSATISFIED')) return { note: random.pick(disputedClosingNotes) };
  return category === 'C' || category === 'D' ? { note: random.pick(unsolvedClosingNotes) } : {};
}
