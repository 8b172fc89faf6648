import type { Role } from '../../../shared/auth/role.ts';
import type { Deadlines } from '../../../shared/lifecycle/deadlines.ts';
import type { OpinionStatus } from './opinion-status.ts';

/** What somebody does to a citizen's opinion; each is one mutation. */
export const opinionActs = [
  'register',
  'triage',
  'answer',
  'redirect',
  'passToGovernment',
  'adopt',
  'escalate',
  'giveFeedback',
  'close',
] as const;

export type OpinionAct = (typeof opinionActs)[number];
export type ActOnOpinion = Exclude<OpinionAct, 'register'>;

/**
 * - KEEPER: who keeps the station or home at which it was taken.
 * - HOLDER: the keeper, or once it was escalated those to whom it went.
 * - DEPUTY: a deputy in whose congress it can be made a suggestion.
 */
export type OpinionPart = 'KEEPER' | 'HOLDER' | 'DEPUTY';

export const opinionRoles: Readonly<Record<OpinionPart, readonly Role[]>> = {
  KEEPER: ['station-keeper'],
  HOLDER: ['station-keeper', 'presidium', 'district-clerk'],
  DEPUTY: ['deputy'],
};

export interface OpinionTransition {
  /** `NEW` is before it is taken down. */
  readonly from: OpinionStatus | 'NEW';
  readonly act: OpinionAct;
  readonly to: OpinionStatus;
  readonly by: OpinionPart;
}

/** A citizen's opinion from the station's desk to the word that the citizen gets back. */
export const opinionTransitions: readonly OpinionTransition[] = [
  { from: 'NEW', act: 'register', to: 'REGISTERED', by: 'KEEPER' },
  { from: 'REGISTERED', act: 'triage', to: 'TRIAGED', by: 'KEEPER' },
  { from: 'TRIAGED', act: 'answer', to: 'ANSWERED_ON_SPOT', by: 'KEEPER' },
  ...from(['TRIAGED', 'ESCALATED'], { act: 'redirect', to: 'REDIRECTED', by: 'HOLDER' }),
  ...from(['TRIAGED', 'ESCALATED'], { act: 'passToGovernment', to: 'TO_GOVERNMENT', by: 'HOLDER' }),
  ...from(['TRIAGED', 'ESCALATED'], { act: 'adopt', to: 'ADOPTED_BY_DEPUTY', by: 'DEPUTY' }),
  { from: 'TRIAGED', act: 'escalate', to: 'ESCALATED', by: 'KEEPER' },
  ...from(['ANSWERED_ON_SPOT', 'REDIRECTED', 'TO_GOVERNMENT', 'ADOPTED_BY_DEPUTY', 'ESCALATED'], {
    act: 'giveFeedback',
    to: 'FEEDBACK_GIVEN',
    by: 'HOLDER',
  }),
  { from: 'FEEDBACK_GIVEN', act: 'close', to: 'CLOSED', by: 'HOLDER' },
];

type OpinionSpan = Extract<keyof Deadlines, `opinion${string}WorkingDays`>;

/** The span, of the level's settings, within which the next step out of a state is due; none out of the last one. */
export const opinionSpans: Readonly<Partial<Record<OpinionStatus, OpinionSpan>>> = {
  REGISTERED: 'opinionTriageWorkingDays',
  TRIAGED: 'opinionDecisionWorkingDays',
  ESCALATED: 'opinionDecisionWorkingDays',
  TO_GOVERNMENT: 'opinionGovernmentWorkingDays',
  ANSWERED_ON_SPOT: 'opinionFeedbackWorkingDays',
  REDIRECTED: 'opinionFeedbackWorkingDays',
  ADOPTED_BY_DEPUTY: 'opinionFeedbackWorkingDays',
  FEEDBACK_GIVEN: 'opinionFeedbackWorkingDays',
};

function from(statuses: readonly OpinionStatus[], rest: Omit<OpinionTransition, 'from'>): OpinionTransition[] {
  return statuses.map((status) => ({ from: status, ...rest }));
}
