import type { EvaluationGrade, ReplyCategory } from './suggestion-grade.ts';
import { leadAssignments, standingEvaluations, standingReplies, type SuggestionCase } from './suggestion-case.ts';

type GradeCount = Partial<Record<EvaluationGrade, number>>;

/**
 * What every event tells of its case, so that a reader of the log can keep lists and numbers without asking back.
 * Nothing personal: deputies by their public ids, leaders in their office, no texts.
 */
export interface CaseFacts {
  readonly version: number;
  readonly round: number;
  /** The round in which it was last handled anew. */
  readonly answerFrom: number;
  readonly topic: string | null;
  readonly originId: string | null;
  readonly submittedAt: string | null;
  readonly dueOn: string | null;
  readonly dueSoonOn: string | null;
  readonly stepDueOn: string | null;
  readonly keySupervision: boolean;
  readonly keyLeader: string | null;
  readonly mergedIntoId: string | null;
  /** The linked cases one level below and one level above. */
  readonly escalatedFromId: string | null;
  readonly escalatedToId: string | null;
  readonly overturned: number;
  readonly synthetic: boolean;
  readonly organs: readonly string[];
  /** The worst category of the replies that stand; null while an answer is owed. */
  readonly category: ReplyCategory | null;
  /** Grades that stand: none from before the case was handled anew. */
  readonly process: GradeCount;
  readonly result: GradeCount;
}

export function factsOf(item: SuggestionCase): CaseFacts {
  const { suggestion } = item;
  const evaluations = standingEvaluations(item);
  return {
    version: suggestion.version,
    round: suggestion.round,
    answerFrom: suggestion.answerFrom,
    topic: suggestion.topic ?? null,
    originId: suggestion.originId ?? null,
    submittedAt: suggestion.submittedAt ?? null,
    dueOn: suggestion.dueOn ?? null,
    dueSoonOn: suggestion.dueSoonOn ?? null,
    stepDueOn: suggestion.stepDueOn ?? null,
    keySupervision: suggestion.keySupervision,
    keyLeader: suggestion.keyLeader ?? null,
    mergedIntoId: suggestion.mergedIntoId ?? null,
    escalatedFromId: suggestion.escalatedFromId ?? null,
    escalatedToId: suggestion.escalatedToId ?? null,
    overturned: suggestion.overturned,
    synthetic: suggestion.synthetic,
    organs: leadAssignments(item).map((assignment) => assignment.organ),
    category: worstCategory(item),
    process: countGrades(evaluations.map((evaluation) => evaluation.process)),
    result: countGrades(evaluations.map((evaluation) => evaluation.result)),
  };
}

function worstCategory(item: SuggestionCase): ReplyCategory | null {
  const categories = (standingReplies(item) ?? []).map((reply) => reply.category);
  return categories.sort().at(-1) ?? null;
}

function countGrades(grades: readonly EvaluationGrade[]): GradeCount {
  const counts: GradeCount = {};
  for (const grade of grades) counts[grade] = (counts[grade] ?? 0) + 1;
  return counts;
}
