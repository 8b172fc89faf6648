import type { CaseLevel } from './congress-level.ts';
import { openStatuses, type SuggestionStatus } from './suggestion-status.ts';
import type { Act, Condition, Part, Transition } from './transition.ts';

/** A suggestion's whole life. Every level has an instance of this table with its own rows, roles and deadlines. */
export const transitions: readonly Transition[] = [
  // The deputies' own paper: others sign in person before it is handed in.
  { from: 'NEW', act: 'draft', to: 'DRAFT', by: 'LEAD_DEPUTY' },
  ...staying('revise', 'LEAD_DEPUTY', ['DRAFT', 'COSIGNING']),
  ...either(
    { from: 'RETURNED_TO_DEPUTY', act: 'revise', by: 'LEAD_DEPUTY' },
    ['ALL_SIGNERS_CONFIRMED', 'RETURNED_TO_DEPUTY'],
    ['A_CONFIRMATION_IS_OUTSTANDING', 'COSIGNING'],
  ),
  ...from(['DRAFT', 'COSIGNING', 'RETURNED_TO_DEPUTY'], { act: 'invite', to: 'COSIGNING', by: 'LEAD_DEPUTY' }),
  { from: 'COSIGNING', act: 'confirm', to: 'COSIGNING', by: 'CO_SIGNER' },
  { from: 'COSIGNING', act: 'decline', to: 'COSIGNING', by: 'CO_SIGNER' },
  { from: 'COSIGNING', act: 'dismiss', to: 'COSIGNING', by: 'LEAD_DEPUTY' },
  ...from(['DRAFT', 'COSIGNING', 'RETURNED_TO_DEPUTY'], { act: 'submit', to: 'SUBMITTED', by: 'LEAD_DEPUTY' }),

  // Review: the quality gate.
  { from: 'SUBMITTED', act: 'review', to: 'REVIEWING', by: 'REVIEWER' },
  { from: 'REVIEWING', act: 'returnToDeputy', to: 'RETURNED_TO_DEPUTY', by: 'REVIEWER' },
  { from: 'REVIEWING', act: 'notAccept', to: 'NOT_ACCEPTED', by: 'REVIEWER' },
  { from: 'REVIEWING', act: 'merge', to: 'MERGED', by: 'REVIEWER' },
  { from: 'MERGED', act: 'unmerge', to: 'REVIEWING', by: 'REVIEWER' },
  ...staying('classify', 'REVIEWER', ['SUBMITTED', 'REVIEWING', 'REGISTERED']),
  { from: 'REVIEWING', act: 'register', to: 'REGISTERED', by: 'REVIEWER' },

  // Assignment: the legal clock starts, and goes on through sub-assignment.
  { from: 'REGISTERED', act: 'assign', to: 'ASSIGNED', by: 'ASSIGNER' },
  ...from(['ASSIGNED', 'SUB_ASSIGNED', 'REASSIGNED'], { act: 'subAssign', to: 'SUB_ASSIGNED', by: 'HANDLER' }),
  ...(['ASSIGNED', 'SUB_ASSIGNED', 'REASSIGNED'] as const).flatMap((status) =>
    either(
      { from: status, act: 'receive', by: 'HANDLER' },
      ['ALL_LEADS_RECEIVED', 'RECEIVED'],
      ['A_LEAD_IS_OUTSTANDING', status],
    ),
  ),
  // A co-handler (协办单位) may receive after the lead has begun.
  ...staying('receive', 'HANDLER', ['RECEIVED', 'RETURN_REQUESTED', 'HANDLING', 'REPLY_DRAFTED']),
  { from: 'RECEIVED', act: 'requestReturn', to: 'RETURN_REQUESTED', by: 'LEAD_HANDLER' },
  ...either(
    { from: 'RETURN_REQUESTED', act: 'decideReturn', by: 'ASSIGNER' },
    ['RETURN_IS_ACCEPTED', 'REASSIGNED'],
    ['RETURN_IS_REFUSED', 'RECEIVED'],
  ),

  // Handing up: the level above takes it as a case of its own, or declines; its answer is evaluated here.
  ...from(['REVIEWING', 'HANDLING'], { act: 'proposeHandUp', to: 'ESCALATION_PROPOSED', by: 'HAND_UP_PROPOSER' }),
  { from: 'ESCALATION_PROPOSED', act: 'escalate', to: 'ESCALATED', by: 'LEVEL_LINK' },
  ...(['ESCALATION_PROPOSED', 'ESCALATED'] as const).flatMap((status) =>
    either(
      { from: status, act: 'returnFromAbove', by: 'LEVEL_LINK' },
      ['ORGANS_HAVE_IT', 'HANDLING'],
      ['NO_ORGAN_HAS_IT', 'REVIEWING'],
    ),
  ),
  // Once more where what was promised above is answered, or what was answered is handled anew there: the signers evaluate
  // that here, so that a case which was closed meanwhile is open again.
  ...from(['ESCALATED', 'ANSWERED_FROM_ABOVE', 'EVALUATED', 'TRACKING', 'CLOSED'], {
    act: 'answerFromAbove',
    to: 'ANSWERED_FROM_ABOVE',
    by: 'LEVEL_LINK',
  }),
  // A third party overturned the answer above: the case waits for the new one, as it did for the first. What was published
  // is not answered once more, nor is what got its answers by way of such a case.
  ...(['ANSWERED_FROM_ABOVE', 'EVALUATED', 'TRACKING', 'CLOSED'] as const).flatMap((status) =>
    either(
      { from: status, act: 'overturnFromAbove', by: 'LEVEL_LINK' },
      ['AN_ANSWER_IS_TO_COME', 'ESCALATED'],
      ['NO_ANSWER_IS_TO_COME', status === 'CLOSED' ? 'CLOSED' : 'EVALUATED'],
    ),
  ),
  ...staying('overturnFromAbove', 'LEVEL_LINK', ['PUBLISHED']),
  { from: 'NEW', act: 'acceptHandUp', to: 'REGISTERED', by: 'REVIEWER' },
  { from: 'NEW', act: 'adoptHandUp', to: 'REGISTERED', by: 'LEAD_DEPUTY' },

  // Handling and the reply.
  { from: 'RECEIVED', act: 'handle', to: 'HANDLING', by: 'LEAD_HANDLER' },
  ...staying('giveOpinion', 'CO_HANDLER', ['RECEIVED', 'RETURN_REQUESTED', 'HANDLING', 'REPLY_DRAFTED']),
  { from: 'HANDLING', act: 'extend', to: 'HANDLING', by: 'ASSIGNER' },
  ...from(['HANDLING', 'REHANDLING', 'REPLY_DRAFTED', 'TRACKING'], {
    act: 'draftReply',
    to: 'REPLY_DRAFTED',
    by: 'LEAD_HANDLER',
  }),
  ...either(
    { from: 'REPLY_DRAFTED', act: 'reply', by: 'LEAD_HANDLER' },
    ['ALL_LEADS_REPLIED', 'REPLIED'],
    ['A_REPLY_IS_OUTSTANDING', 'REPLY_DRAFTED'],
  ),
  { from: 'MERGED', act: 'replyMerged', to: 'REPLIED', by: 'LEAD_HANDLER' },

  // What the deputies think of it, and what follows.
  ...(['REPLIED', 'ANSWERED_FROM_ABOVE'] as const).flatMap((status) => [
    ...either(
      { from: status, act: 'evaluate', by: 'SIGNER' },
      ['ALL_SIGNERS_EVALUATED', 'EVALUATED'],
      ['AN_EVALUATION_IS_OUTSTANDING', status],
    ),
    // The signers of the level below evaluate there.
    ...either(
      { from: status, act: 'evaluateFromBelow', by: 'LEVEL_LINK' },
      ['ALL_SIGNERS_EVALUATED', 'EVALUATED'],
      ['AN_EVALUATION_IS_OUTSTANDING', status],
    ),
  ]),
  ...staying('evaluateFromBelow', 'LEVEL_LINK', ['EVALUATED']),
  ...from(['REPLIED', 'ANSWERED_FROM_ABOVE'], { act: 'recordSilence', to: 'EVALUATED', by: 'CLOCK' }),
  { from: 'EVALUATED', act: 'rehandle', to: 'REHANDLING', by: 'CLOSER' },
  { from: 'EVALUATED', act: 'track', to: 'TRACKING', by: 'CLOSER' },
  { from: 'EVALUATED', act: 'close', to: 'CLOSED', by: 'CLOSER' },
  { from: 'CLOSED', act: 'publish', to: 'PUBLISHED', by: 'CLOSER' },
  ...from(
    [
      'SUBMITTED',
      'REVIEWING',
      'RETURNED_TO_DEPUTY',
      'REGISTERED',
      'ASSIGNED',
      'SUB_ASSIGNED',
      'RECEIVED',
      'RETURN_REQUESTED',
      'REASSIGNED',
      'HANDLING',
    ],
    { act: 'withdraw', to: 'WITHDRAWN', by: 'LEAD_DEPUTY' },
  ),

  // Supervision: whatever the state, as long as the case is open.
  ...staying('supervise', 'SUPERVISOR', openStatuses),
  ...staying('consult', 'SUPERVISOR', openStatuses),
  ...staying('inspect', 'SUPERVISOR', openStatuses),
  ...from(['CLOSED', 'TRACKING'], { act: 'startThirdParty', to: 'UNDER_EVALUATION', by: 'CLOSER' }),
  ...staying('reportThirdParty', 'THIRD_PARTY', ['UNDER_EVALUATION']),
  ...either(
    { from: 'UNDER_EVALUATION', act: 'decideThirdParty', by: 'CLOSER' },
    ['REPLY_IS_VERIFIED', 'CLOSED'],
    ['REPLY_IS_OVERTURNED', 'REHANDLING'],
  ),
];

const aboveTowns = ['CITY', 'DISTRICT'] as const satisfies readonly CaseLevel[];
const cityOnly = ['CITY'] as const satisfies readonly CaseLevel[];
const belowCity = ['DISTRICT', 'TOWNSHIP'] as const satisfies readonly CaseLevel[];

/**
 * States that not every level has. A town cannot sub-assign; third parties evaluate for the city's work committee; nobody
 * stands above the city.
 */
const narrowStatuses: Partial<Record<SuggestionStatus, readonly CaseLevel[]>> = {
  SUB_ASSIGNED: aboveTowns,
  UNDER_EVALUATION: cityOnly,
  ESCALATION_PROPOSED: belowCity,
  ESCALATED: belowCity,
  ANSWERED_FROM_ABOVE: belowCity,
};

/** Acts that not every level has. */
const narrowActs: Partial<Record<Act, readonly CaseLevel[]>> = {
  subAssign: aboveTowns,
  consult: aboveTowns,
  inspect: aboveTowns,
  proposeHandUp: belowCity,
  escalate: belowCity,
  returnFromAbove: belowCity,
  answerFromAbove: belowCity,
  overturnFromAbove: belowCity,
  acceptHandUp: aboveTowns,
  adoptHandUp: aboveTowns,
  evaluateFromBelow: aboveTowns,
  startThirdParty: cityOnly,
  reportThirdParty: cityOnly,
  decideThirdParty: cityOnly,
};

export function hasStatus(level: CaseLevel, status: SuggestionStatus): boolean {
  return narrowStatuses[status]?.includes(level) ?? true;
}

export function hasAct(level: CaseLevel, act: Act): boolean {
  return narrowActs[act]?.includes(level) ?? true;
}

/** The rows of one level: those whose act and states it has. */
export function transitionsOf(level: CaseLevel): readonly Transition[] {
  return transitions.filter(
    ({ from: before, act, to }) =>
      hasAct(level, act) && hasStatus(level, to) && (before === 'NEW' || hasStatus(level, before)),
  );
}

function from(statuses: readonly SuggestionStatus[], rest: Omit<Transition, 'from'>): Transition[] {
  return statuses.map((status) => ({ from: status, ...rest }));
}

function staying(act: Act, by: Part, statuses: readonly SuggestionStatus[]): Transition[] {
  return statuses.map((status) => ({ from: status, act, to: status, by }));
}

function either(
  row: Omit<Transition, 'to' | 'when'>,
  ...ends: readonly (readonly [Condition, SuggestionStatus])[]
): Transition[] {
  return ends.map(([when, to]) => ({ ...row, to, when }));
}
