/**
 * A suggestion's life as the rules of a people's congress tell it, written down a second time and in another form than
 * the product's table: who may do what in which state, and where it leads. `A|B` is where the case itself decides.
 */
const everywhere = `
DRAFT          revise:DRAFT invite:COSIGNING submit:SUBMITTED
COSIGNING      revise:COSIGNING invite:COSIGNING confirm:COSIGNING decline:COSIGNING dismiss:COSIGNING submit:SUBMITTED
SUBMITTED      review:REVIEWING classify:SUBMITTED withdraw:WITHDRAWN supervise:SUBMITTED
REVIEWING      returnToDeputy:RETURNED_TO_DEPUTY notAccept:NOT_ACCEPTED merge:MERGED classify:REVIEWING register:REGISTERED withdraw:WITHDRAWN supervise:REVIEWING
RETURNED_TO_DEPUTY revise:RETURNED_TO_DEPUTY|COSIGNING invite:COSIGNING submit:SUBMITTED withdraw:WITHDRAWN supervise:RETURNED_TO_DEPUTY
NOT_ACCEPTED
MERGED         unmerge:REVIEWING
REGISTERED     assign:ASSIGNED classify:REGISTERED withdraw:WITHDRAWN supervise:REGISTERED
ASSIGNED       receive:RECEIVED|ASSIGNED withdraw:WITHDRAWN supervise:ASSIGNED
RECEIVED       receive:RECEIVED requestReturn:RETURN_REQUESTED handle:HANDLING giveOpinion:RECEIVED withdraw:WITHDRAWN supervise:RECEIVED
RETURN_REQUESTED receive:RETURN_REQUESTED decideReturn:REASSIGNED|RECEIVED giveOpinion:RETURN_REQUESTED withdraw:WITHDRAWN supervise:RETURN_REQUESTED
REASSIGNED     receive:RECEIVED|REASSIGNED withdraw:WITHDRAWN supervise:REASSIGNED
HANDLING       receive:HANDLING giveOpinion:HANDLING extend:HANDLING draftReply:REPLY_DRAFTED withdraw:WITHDRAWN supervise:HANDLING
REPLY_DRAFTED  receive:REPLY_DRAFTED giveOpinion:REPLY_DRAFTED draftReply:REPLY_DRAFTED reply:REPLIED|REPLY_DRAFTED supervise:REPLY_DRAFTED
REPLIED        evaluate:EVALUATED|REPLIED recordSilence:EVALUATED supervise:REPLIED
EVALUATED      rehandle:REHANDLING track:TRACKING close:CLOSED supervise:EVALUATED
REHANDLING     draftReply:REPLY_DRAFTED supervise:REHANDLING
TRACKING       draftReply:REPLY_DRAFTED supervise:TRACKING
CLOSED         publish:PUBLISHED
PUBLISHED
WITHDRAWN`;

/** At city and district: an office may pass a case on, and leaders consult on cases and inspect them. */
const aboveTowns = `
ASSIGNED       subAssign:SUB_ASSIGNED
SUB_ASSIGNED   subAssign:SUB_ASSIGNED receive:RECEIVED|SUB_ASSIGNED withdraw:WITHDRAWN supervise:SUB_ASSIGNED
REASSIGNED     subAssign:SUB_ASSIGNED
${[
  'SUBMITTED REVIEWING RETURNED_TO_DEPUTY REGISTERED ASSIGNED SUB_ASSIGNED RECEIVED RETURN_REQUESTED REASSIGNED',
  'HANDLING REPLY_DRAFTED REPLIED EVALUATED REHANDLING TRACKING',
]
  .join(' ')
  .split(' ')
  .map((state) => `${state} consult:${state} inspect:${state}`)
  .join('\n')}`;

/** Below the city: the level above may take a case, decline it, answer it, overturn its answer, and answer it once more. */
const belowCity = `
REVIEWING      proposeHandUp:ESCALATION_PROPOSED
HANDLING       proposeHandUp:ESCALATION_PROPOSED
ESCALATION_PROPOSED escalate:ESCALATED returnFromAbove:HANDLING|REVIEWING supervise:ESCALATION_PROPOSED
ESCALATED      returnFromAbove:HANDLING|REVIEWING answerFromAbove:ANSWERED_FROM_ABOVE supervise:ESCALATED
ANSWERED_FROM_ABOVE answerFromAbove:ANSWERED_FROM_ABOVE overturnFromAbove:ESCALATED evaluate:EVALUATED|ANSWERED_FROM_ABOVE recordSilence:EVALUATED supervise:ANSWERED_FROM_ABOVE
EVALUATED      answerFromAbove:ANSWERED_FROM_ABOVE overturnFromAbove:ESCALATED
TRACKING       answerFromAbove:ANSWERED_FROM_ABOVE overturnFromAbove:ESCALATED
CLOSED         answerFromAbove:ANSWERED_FROM_ABOVE overturnFromAbove:ESCALATED
PUBLISHED      overturnFromAbove:PUBLISHED`;

/** A district has both. */
const districtOnly = ['ESCALATION_PROPOSED', 'ESCALATED', 'ANSWERED_FROM_ABOVE']
  .map((state) => `${state} consult:${state} inspect:${state}`)
  .join('\n');

/** At the city: third parties evaluate what was closed, or is tracked. */
const cityOnly = `
CLOSED         startThirdParty:UNDER_EVALUATION
TRACKING       startThirdParty:UNDER_EVALUATION
UNDER_EVALUATION reportThirdParty:UNDER_EVALUATION decideThirdParty:CLOSED|REHANDLING supervise:UNDER_EVALUATION consult:UNDER_EVALUATION inspect:UNDER_EVALUATION`;

export type ModelLevel = 'CITY' | 'DISTRICT' | 'TOWNSHIP';

/** State → act → where it may lead. */
export type CaseTable = ReadonlyMap<string, ReadonlyMap<string, readonly string[]>>;

export function tableOf(level: ModelLevel): CaseTable {
  const own = { CITY: [aboveTowns, cityOnly], DISTRICT: [aboveTowns, belowCity, districtOnly], TOWNSHIP: [belowCity] };
  const text = [everywhere, ...own[level]].join('\n');
  const table = new Map<string, Map<string, readonly string[]>>();
  for (const line of text.split('\n').filter((row) => row.trim() !== '')) {
    const [state = '', ...entries] = line.trim().split(/\s+/);
    const row = table.get(state) ?? new Map<string, readonly string[]>();
    for (const entry of entries) {
      const [act = '', targets = ''] = entry.split(':');
      row.set(act, targets.split('|'));
    }
    table.set(state, row);
  }
  return table;
}

/** Whose each act is, as the rules have it. */
export const whose: Readonly<Record<string, string>> = Object.fromEntries(
  Object.entries({
    lead: 'revise invite dismiss submit withdraw',
    coSigner: 'confirm decline',
    signer: 'evaluate',
    clerk:
      'review returnToDeputy notAccept merge unmerge classify register assign decideReturn extend rehandle track close publish supervise consult inspect startThirdParty decideThirdParty',
    above: 'escalate returnFromAbove answerFromAbove overturnFromAbove',
    handsUp: 'proposeHandUp',
    handler: 'subAssign receive',
    leadHandler: 'requestReturn handle draftReply reply',
    coHandler: 'giveOpinion',
    evaluator: 'reportThirdParty',
    clock: 'recordSilence',
  }).flatMap(([who, acts]) => acts.split(' ').map((act) => [act, who])),
);
