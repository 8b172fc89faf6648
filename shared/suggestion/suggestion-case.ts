import type { AssignmentRow, EvaluationRow, ProposerRow, ReplyRow, SuggestionRow } from './suggestion.entity.ts';

/** A suggestion with all that belongs to it: what an act reads and changes. */
export interface SuggestionCase {
  readonly suggestion: SuggestionRow;
  readonly proposers: ProposerRow[];
  readonly assignments: AssignmentRow[];
  readonly replies: ReplyRow[];
  readonly evaluations: EvaluationRow[];
}

export function leadDeputyOf(item: SuggestionCase): string | undefined {
  return item.proposers.find((proposer) => proposer.isLead)?.deputyId;
}

/** Organs that must answer: the one lead, or every organ of a split assignment. */
export function leadAssignments(item: SuggestionCase): AssignmentRow[] {
  return item.assignments.filter((assignment) => assignment.role !== 'CO');
}

export function repliesOfRound(item: SuggestionCase): ReplyRow[] {
  return item.replies.filter((reply) => reply.round === item.suggestion.round);
}

export function evaluationsOfRound(item: SuggestionCase): EvaluationRow[] {
  return item.evaluations.filter((evaluation) => evaluation.round === item.suggestion.round);
}
