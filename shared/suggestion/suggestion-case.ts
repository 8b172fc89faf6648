import type {
  CaseMeetingRow,
  CaseStepRow,
  ReplyDraftRow,
  ReturnRequestRow,
  ThirdPartyEvaluationRow,
} from './case-record.entity.ts';
import type { HandUpRow } from './hand-up/hand-up.entity.ts';
import type { AssignmentRow, EvaluationRow, ProposerRow, ReplyRow, SuggestionRow } from './suggestion.entity.ts';

/** What only some acts read: loaded where the act asks for it, empty otherwise. */
export interface CaseRecords {
  readonly returns: ReturnRequestRow[];
  readonly drafts: ReplyDraftRow[];
  readonly meetings: CaseMeetingRow[];
  readonly thirdParties: ThirdPartyEvaluationRow[];
  /** Hand-ups to the level above, the oldest first. */
  readonly handUps: HandUpRow[];
  /** Of the acts that are being done; those of before are read by nobody but the timeline. */
  readonly steps: CaseStepRow[];
}

export type CaseRecord = keyof CaseRecords;

/** A suggestion with all that belongs to it: what an act reads and changes. */
export interface SuggestionCase extends CaseRecords {
  readonly suggestion: SuggestionRow;
  /** Those who signed, or were asked to. */
  readonly proposers: ProposerRow[];
  readonly assignments: AssignmentRow[];
  readonly replies: ReplyRow[];
  readonly evaluations: EvaluationRow[];
  /** Rows that the act took out of the lists above. */
  readonly removed: object[];
}

/** A case of which nothing but its own row is known yet. */
export function caseOf(suggestion: SuggestionRow): SuggestionCase {
  return { suggestion, proposers: [], assignments: [], replies: [], evaluations: [], removed: [], ...noRecords() };
}

export const noRecords = (): CaseRecords => ({
  ...{ returns: [], drafts: [], meetings: [], thirdParties: [], handUps: [], steps: [] },
});

/** Takes the rows that match out of one of the case's lists; what comes from the database is deleted with the act. */
export function removeRows<Row extends object>(
  item: SuggestionCase,
  rows: Row[],
  isGone: (row: Row) => boolean,
): readonly Row[] {
  const gone = rows.filter(isGone);
  rows.splice(0, rows.length, ...rows.filter((row) => !isGone(row)));
  item.removed.push(...gone);
  return gone;
}

export function leadDeputyOf(item: SuggestionCase): string | undefined {
  return item.proposers.find((proposer) => proposer.isLead)?.deputyId;
}

export function deputyIdsOf(item: SuggestionCase): string[] {
  return item.proposers.map(({ deputyId }) => deputyId);
}

/** Organs that have part in the case now: neither did they pass it on nor was it taken back from them. */
export function activeAssignments(item: SuggestionCase): AssignmentRow[] {
  return item.assignments.filter(({ endedAt }) => !endedAt);
}

/** Organs that must answer: the one lead, or every organ of a split assignment. */
export function leadAssignments(item: SuggestionCase): AssignmentRow[] {
  return activeAssignments(item).filter((assignment) => assignment.role !== 'CO');
}

export function coAssignments(item: SuggestionCase): AssignmentRow[] {
  return activeAssignments(item).filter((assignment) => assignment.role === 'CO');
}

export function repliesOfRound(item: SuggestionCase, round = item.suggestion.round): ReplyRow[] {
  return item.replies.filter((reply) => reply.round === round);
}

export function evaluationsOfRound(item: SuggestionCase): EvaluationRow[] {
  return item.evaluations.filter((evaluation) => evaluation.round === item.suggestion.round);
}

/**
 * The newest reply of each organ that must answer, or undefined while one of them has not answered. A promise (B) stands
 * until the reply that tells what became of it; replies of rounds before the case was handled anew do not stand.
 */
export function standingReplies(item: SuggestionCase): ReplyRow[] | undefined {
  const { answerFrom } = item.suggestion;
  const newest = leadAssignments(item).map(({ organ }) =>
    item.replies
      .filter((reply) => reply.organ === organ && reply.round >= answerFrom)
      .reduce<ReplyRow | undefined>((last, reply) => (last && last.round > reply.round ? last : reply), undefined),
  );
  const replies = newest.filter((reply) => reply !== undefined);
  return replies.length === newest.length && replies.length > 0 ? replies : undefined;
}

/** The newest grades of each signer since the case was handled anew. */
export function standingEvaluations(item: SuggestionCase): EvaluationRow[] {
  const newest = new Map<string, EvaluationRow>();
  for (const evaluation of item.evaluations) {
    if (evaluation.round < item.suggestion.answerFrom) continue;
    const last = newest.get(evaluation.deputyId);
    if (!last || last.round < evaluation.round) newest.set(evaluation.deputyId, evaluation);
  }
  return [...newest.values()];
}

/** Organs that owe an answer in a round: all that must answer, or those whose promise is being answered. */
export function owingOrgans(item: SuggestionCase, round = item.suggestion.round): string[] {
  const { answerFrom } = item.suggestion;
  const leads = leadAssignments(item).map(({ organ }) => organ);
  if (round === answerFrom) return leads;
  const before = (organ: string) =>
    item.replies.filter((reply) => reply.organ === organ && reply.round < round && reply.round >= answerFrom);
  return leads.filter((organ) => before(organ).toSorted((a, b) => b.round - a.round)[0]?.category === 'B');
}
