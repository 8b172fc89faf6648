import type { Condition } from '../../lifecycle/transition.ts';
import {
  evaluationsOfRound,
  leadAssignments,
  owingOrgans,
  repliesOfRound,
  type SuggestionCase,
} from '../suggestion-case.ts';

type Test = (item: SuggestionCase) => boolean;

/** What the table's conditions mean for a case, after the act has been applied to it. */
export const conditions: Readonly<Record<Condition, Test>> = {
  ALL_SIGNERS_CONFIRMED: hasEverySignerConfirmed,
  A_CONFIRMATION_IS_OUTSTANDING: not(hasEverySignerConfirmed),
  ALL_LEADS_RECEIVED: hasEveryLeadReceived,
  A_LEAD_IS_OUTSTANDING: not(hasEveryLeadReceived),
  RETURN_IS_ACCEPTED: isReturnAccepted,
  RETURN_IS_REFUSED: not(isReturnAccepted),
  ORGANS_HAVE_IT: hasOrgans,
  NO_ORGAN_HAS_IT: not(hasOrgans),
  AN_ANSWER_IS_TO_COME: isAnswerToCome,
  NO_ANSWER_IS_TO_COME: not(isAnswerToCome),
  ALL_LEADS_REPLIED: hasEveryLeadReplied,
  A_REPLY_IS_OUTSTANDING: not(hasEveryLeadReplied),
  ALL_SIGNERS_EVALUATED: hasEverySignerEvaluated,
  AN_EVALUATION_IS_OUTSTANDING: not(hasEverySignerEvaluated),
  REPLY_IS_VERIFIED: isReplyVerified,
  REPLY_IS_OVERTURNED: not(isReplyVerified),
};

function not(test: Test): Test {
  return (item) => !test(item);
}

function hasEverySignerConfirmed(item: SuggestionCase): boolean {
  return item.proposers.every(({ confirmedAt }) => confirmedAt);
}

function hasEveryLeadReceived(item: SuggestionCase): boolean {
  return leadAssignments(item).every(({ receivedAt }) => receivedAt);
}

function isReturnAccepted(item: SuggestionCase): boolean {
  return item.returns.at(-1)?.isAccepted === true;
}

function hasOrgans(item: SuggestionCase): boolean {
  return leadAssignments(item).length > 0;
}

/** The hand-up is over where the case above gives no answers any more. */
function isAnswerToCome(item: SuggestionCase): boolean {
  return item.handUps.at(-1)?.state !== 'ENDED';
}

function hasEveryLeadReplied(item: SuggestionCase): boolean {
  const organs = new Set(repliesOfRound(item).map(({ organ }) => organ));
  return owingOrgans(item).every((organ) => organs.has(organ));
}

function hasEverySignerEvaluated(item: SuggestionCase): boolean {
  const deputies = new Set(evaluationsOfRound(item).map(({ deputyId }) => deputyId));
  return item.proposers.every(({ deputyId }) => deputies.has(deputyId));
}

function isReplyVerified(item: SuggestionCase): boolean {
  return item.thirdParties.at(-1)?.verdict === 'VERIFIED';
}
