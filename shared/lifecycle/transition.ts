import type { SuggestionStatus } from './suggestion-status.ts';

/** What somebody does to a suggestion. Each is one mutation per level that has it, but for consequences. */
export const acts = [
  'draft',
  'revise',
  'invite',
  'confirm',
  'decline',
  'dismiss',
  'submit',
  'review',
  'returnToDeputy',
  'notAccept',
  'merge',
  'unmerge',
  'classify',
  'register',
  'assign',
  'subAssign',
  'receive',
  'requestReturn',
  'decideReturn',
  'handle',
  'giveOpinion',
  'extend',
  'proposeHandUp',
  'escalate',
  'returnFromAbove',
  'acceptHandUp',
  'adoptHandUp',
  'draftReply',
  'reply',
  'replyMerged',
  'answerFromAbove',
  'overturnFromAbove',
  'evaluate',
  'evaluateFromBelow',
  'recordSilence',
  'rehandle',
  'track',
  'close',
  'publish',
  'withdraw',
  'supervise',
  'consult',
  'inspect',
  'startThirdParty',
  'reportThirdParty',
  'decideThirdParty',
] as const;

export type Act = (typeof acts)[number];

/**
 * Acts that nobody asks for: they follow from an act on another case, of the same level in its transaction, of another
 * level when the news of it comes.
 */
export const consequences = [
  'replyMerged',
  'escalate',
  'returnFromAbove',
  'answerFromAbove',
  'overturnFromAbove',
  'evaluateFromBelow',
] as const satisfies readonly Act[];

/** Acts that make a case. */
export const beginnings = ['draft', 'acceptHandUp', 'adoptHandUp'] as const satisfies readonly Act[];

/** The part that somebody plays in a case. Which roles play it differs from level to level. */
export const parts = [
  'LEAD_DEPUTY',
  'CO_SIGNER',
  'SIGNER',
  'REVIEWER',
  'ASSIGNER',
  'HANDLER',
  'LEAD_HANDLER',
  'CO_HANDLER',
  'HAND_UP_PROPOSER',
  'LEVEL_LINK',
  'CLOSER',
  'SUPERVISOR',
  'THIRD_PARTY',
  'CLOCK',
] as const;

export type Part = (typeof parts)[number];

/** Facts about a case on which a transition depends, after the act; each is a function beside the cases. */
export const conditionPairs = [
  ['ALL_SIGNERS_CONFIRMED', 'A_CONFIRMATION_IS_OUTSTANDING'],
  ['ALL_LEADS_RECEIVED', 'A_LEAD_IS_OUTSTANDING'],
  ['RETURN_IS_ACCEPTED', 'RETURN_IS_REFUSED'],
  ['ORGANS_HAVE_IT', 'NO_ORGAN_HAS_IT'],
  ['AN_ANSWER_IS_TO_COME', 'NO_ANSWER_IS_TO_COME'],
  ['ALL_LEADS_REPLIED', 'A_REPLY_IS_OUTSTANDING'],
  ['ALL_SIGNERS_EVALUATED', 'AN_EVALUATION_IS_OUTSTANDING'],
  ['REPLY_IS_VERIFIED', 'REPLY_IS_OVERTURNED'],
] as const;

export type Condition = (typeof conditionPairs)[number][number];

export interface Transition {
  /** `NEW` is before the case exists. */
  readonly from: SuggestionStatus | 'NEW';
  readonly act: Act;
  readonly to: SuggestionStatus;
  readonly by: Part;
  /** Where several rows share `from` and `act`, the first one whose condition holds after the act counts. */
  readonly when?: Condition;
}
