import type { Condition } from '../../lifecycle/transition.ts';
import { evaluationsOfRound, leadAssignments, repliesOfRound, type SuggestionCase } from '../suggestion-case.ts';

/** What the table's conditions mean for a case, after the act has been applied to it. */
export const conditions: Readonly<Record<Condition, (item: SuggestionCase) => boolean>> = {
  ALL_LEADS_RECEIVED: hasEveryLeadReceived,
  A_LEAD_IS_OUTSTANDING: (item) => !hasEveryLeadReceived(item),
  ALL_LEADS_REPLIED: hasEveryLeadReplied,
  A_REPLY_IS_OUTSTANDING: (item) => !hasEveryLeadReplied(item),
  ALL_SIGNERS_EVALUATED: hasEverySignerEvaluated,
  AN_EVALUATION_IS_OUTSTANDING: (item) => !hasEverySignerEvaluated(item),
};

function hasEveryLeadReceived(item: SuggestionCase): boolean {
  return leadAssignments(item).every((assignment) => assignment.receivedAt);
}

function hasEveryLeadReplied(item: SuggestionCase): boolean {
  const organs = new Set(repliesOfRound(item).map((reply) => reply.organ));
  return leadAssignments(item).every((assignment) => organs.has(assignment.organ));
}

function hasEverySignerEvaluated(item: SuggestionCase): boolean {
  const deputies = new Set(evaluationsOfRound(item).map((evaluation) => evaluation.deputyId));
  return item.proposers.every((proposer) => deputies.has(proposer.deputyId));
}
