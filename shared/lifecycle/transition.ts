import type { SuggestionStatus } from './suggestion-status.ts';

/** What somebody does to a suggestion. Each is one mutation per level. */
export const acts = [
  'draft',
  'submit',
  'review',
  'notAccept',
  'register',
  'assign',
  'receive',
  'handle',
  'reply',
  'evaluate',
  'close',
  'withdraw',
] as const;

export type Act = (typeof acts)[number];

/** The part that somebody plays in a case. Which roles play it differs from level to level. */
export const parts = ['LEAD_DEPUTY', 'SIGNER', 'REVIEWER', 'ASSIGNER', 'HANDLER', 'LEAD_HANDLER', 'CLOSER'] as const;

export type Part = (typeof parts)[number];

/** Facts about a case and an input on which a transition depends; each is a function beside the cases. */
export type Condition =
  | 'ALL_LEADS_RECEIVED'
  | 'A_LEAD_IS_OUTSTANDING'
  | 'ALL_LEADS_REPLIED'
  | 'A_REPLY_IS_OUTSTANDING'
  | 'ALL_SIGNERS_EVALUATED'
  | 'AN_EVALUATION_IS_OUTSTANDING';

export interface Transition {
  /** `NEW` is before the case exists. */
  readonly from: SuggestionStatus | 'NEW';
  readonly act: Act;
  readonly to: SuggestionStatus;
  readonly by: Part;
  /** Where several rows share `from` and `act`, the first one whose condition holds after the act counts. */
  readonly when?: Condition;
}

/** The main path. Every level has an instance of this table with its own roles and deadlines. */
export const transitions: readonly Transition[] = [
  { from: 'NEW', act: 'draft', to: 'DRAFT', by: 'LEAD_DEPUTY' },
  { from: 'DRAFT', act: 'submit', to: 'SUBMITTED', by: 'LEAD_DEPUTY' },
  { from: 'SUBMITTED', act: 'review', to: 'REVIEWING', by: 'REVIEWER' },
  { from: 'REVIEWING', act: 'notAccept', to: 'NOT_ACCEPTED', by: 'REVIEWER' },
  { from: 'REVIEWING', act: 'register', to: 'REGISTERED', by: 'REVIEWER' },
  { from: 'REGISTERED', act: 'assign', to: 'ASSIGNED', by: 'ASSIGNER' },
  { from: 'ASSIGNED', act: 'receive', to: 'RECEIVED', by: 'HANDLER', when: 'ALL_LEADS_RECEIVED' },
  { from: 'ASSIGNED', act: 'receive', to: 'ASSIGNED', by: 'HANDLER', when: 'A_LEAD_IS_OUTSTANDING' },
  // A co-handler (协办单位) may receive after the lead has begun.
  { from: 'RECEIVED', act: 'receive', to: 'RECEIVED', by: 'HANDLER' },
  { from: 'HANDLING', act: 'receive', to: 'HANDLING', by: 'HANDLER' },
  { from: 'RECEIVED', act: 'handle', to: 'HANDLING', by: 'LEAD_HANDLER' },
  { from: 'HANDLING', act: 'reply', to: 'REPLIED', by: 'LEAD_HANDLER', when: 'ALL_LEADS_REPLIED' },
  { from: 'HANDLING', act: 'reply', to: 'HANDLING', by: 'LEAD_HANDLER', when: 'A_REPLY_IS_OUTSTANDING' },
  { from: 'REPLIED', act: 'evaluate', to: 'EVALUATED', by: 'SIGNER', when: 'ALL_SIGNERS_EVALUATED' },
  { from: 'REPLIED', act: 'evaluate', to: 'REPLIED', by: 'SIGNER', when: 'AN_EVALUATION_IS_OUTSTANDING' },
  { from: 'EVALUATED', act: 'close', to: 'CLOSED', by: 'CLOSER' },
  ...withdrawable('SUBMITTED', 'REVIEWING', 'REGISTERED', 'ASSIGNED', 'RECEIVED', 'HANDLING'),
];

function withdrawable(...from: SuggestionStatus[]): Transition[] {
  return from.map((status) => ({ from: status, act: 'withdraw', to: 'WITHDRAWN', by: 'LEAD_DEPUTY' }));
}
