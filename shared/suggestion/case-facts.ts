import type { ReplyCategory, SatisfactionGrade } from './suggestion-grade.ts';
import { evaluationsOfRound, leadAssignments, repliesOfRound, type SuggestionCase } from './suggestion-case.ts';

type GradeCount = Partial<Record<SatisfactionGrade, number>>;

/**
 * What every event tells of its case, so that a reader of the log can keep lists and numbers without asking back.
 * Nothing personal: deputies by their public ids, no texts.
 */
export interface CaseFacts {
  readonly version: number;
  readonly round: number;
  readonly topic: string | null;
  readonly originId: string | null;
  readonly submittedAt: string | null;
  readonly dueOn: string | null;
  readonly keySupervision: boolean;
  readonly synthetic: boolean;
  readonly organs: readonly string[];
  /** The worst category of the round's replies; null before the first. */
  readonly category: ReplyCategory | null;
  readonly process: GradeCount;
  readonly result: GradeCount;
}

export function factsOf(item: SuggestionCase): CaseFacts {
  const { version, round, topic, originId, submittedAt, dueOn, keySupervision, synthetic } = item.suggestion;
  const evaluations = evaluationsOfRound(item);
  return {
    version,
    round,
    topic: topic ?? null,
    originId: originId ?? null,
    submittedAt: submittedAt ?? null,
    dueOn: dueOn ?? null,
    keySupervision,
    synthetic,
    organs: leadAssignments(item).map((assignment) => assignment.organ),
    category:
      repliesOfRound(item)
        .map((reply) => reply.category)
        .sort()
        .at(-1) ?? null,
    process: countGrades(evaluations.map((evaluation) => evaluation.process)),
    result: countGrades(evaluations.map((evaluation) => evaluation.result)),
  };
}

function countGrades(grades: readonly SatisfactionGrade[]): GradeCount {
  const counts: GradeCount = {};
  for (const grade of grades) counts[grade] = (counts[grade] ?? 0) + 1;
  return counts;
}
