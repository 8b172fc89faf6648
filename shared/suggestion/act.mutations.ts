import type { ClassType } from 'type-graphql';
import type { ActOnCase } from './act/act-catalogue.ts';
import {
  AssignmentInput,
  ClosingInput,
  EvaluationInput,
  HandlingInput,
  ReplyDraftInput,
  ReplyInput,
  ReturnDecisionInput,
  ReturnRequestInput,
  SubAssignmentInput,
  ExtensionInput,
  OpinionInput,
  PublicationInput,
  RehandlingInput,
} from './act.inputs.ts';
import { HandUpInput } from './hand-up/hand-up.types.ts';
import {
  CaseMeetingInput,
  DismissalInput,
  InvitationInput,
  MergerInput,
  ReasonInput,
  RefusalInput,
  ReturnToDeputyInput,
  RevisionInput,
  SupervisionInput,
  ThirdPartyDecisionInput,
  ThirdPartyInput,
  ThirdPartyReportInput,
} from './review.inputs.ts';

/** How an act stands in the API. */
export interface ActMutation {
  /** The mutation's name on a type such as CitySuggestion. */
  readonly nameOn: (type: string) => string;
  readonly description: string;
  /** Left out where the act takes nothing beside the case. */
  readonly input?: ClassType;
  readonly isInputOptional?: boolean;
}

const named =
  (before: string, after = ''): ActMutation['nameOn'] =>
  (type) =>
    `${before}${type}${after}`;

/** One mutation for each act on a suggestion, in the order of its life. */
export const actMutations: Readonly<Record<ActOnCase, ActMutation>> = {
  revise: {
    nameOn: named('revise'),
    description: 'The lead deputy changes the text (修改); co-signers sign the new text again.',
    input: RevisionInput,
  },
  invite: {
    nameOn: named('inviteCoSignersOf'),
    description: 'The lead deputy asks others to sign with it (邀请附议).',
    input: InvitationInput,
  },
  confirm: { nameOn: named('confirmCoSigningOf'), description: 'A co-signer signs in person (附议确认).' },
  decline: {
    nameOn: named('declineCoSigningOf'),
    description: 'A deputy who was asked to sign does not, or takes the signature back (不予附议).',
  },
  dismiss: {
    nameOn: named('dismissCoSignerOf'),
    description: 'The lead deputy no longer waits for a signature.',
    input: DismissalInput,
  },
  submit: {
    nameOn: named('submit'),
    description: 'The lead deputy hands it in (提交), once more after it was returned; every co-signer has signed.',
  },
  review: { nameOn: named('review'), description: 'The reviewer takes it up (审查).' },
  returnToDeputy: {
    nameOn: named('return', 'ToDeputy'),
    description: 'The reviewer asks the deputies to mend it (退回代表).',
    input: ReturnToDeputyInput,
  },
  notAccept: {
    nameOn: named('notAccept'),
    description: 'The reviewer does not accept it (不予立案).',
    input: RefusalInput,
  },
  merge: {
    nameOn: named('merge'),
    description: 'The reviewer has it handled with another one of the same matter (并案); each gets its own reply.',
    input: MergerInput,
  },
  unmerge: {
    nameOn: named('unmerge'),
    description: 'The reviewer takes it up by itself again (取消并案).',
    input: ReasonInput,
  },
  classify: {
    nameOn: named('classify'),
    description: 'The reviewer makes it secret (涉密): from then on it stays within its level, for good.',
    input: ReasonInput,
  },
  register: { nameOn: named('register'), description: 'The reviewer registers it: it gets its case number (立案).' },
  assign: {
    nameOn: named('assign'),
    description: 'It is handed to its organs; the legal clock starts (交办).',
    input: AssignmentInput,
  },
  subAssign: {
    nameOn: named('subAssign'),
    description: 'An office passes it on to the bureau that will handle it (转办); the clock goes on.',
    input: SubAssignmentInput,
  },
  receive: { nameOn: named('receive'), description: 'An organ confirms receipt (接收).' },
  requestReturn: {
    nameOn: named('requestReturnOf'),
    description: 'The organ that should answer asks to give it back, within the window (申请退件).',
    input: ReturnRequestInput,
  },
  decideReturn: {
    nameOn: named('decideReturnOf'),
    description: 'The assigner has it go elsewhere (重新交办), or leaves it where it is.',
    input: ReturnDecisionInput,
  },
  handle: {
    nameOn: named('handle'),
    description: 'The lead organ begins to handle it, with a plan and after it spoke with the deputy (办理).',
    input: HandlingInput,
  },
  giveOpinion: {
    nameOn: named('giveOpinionOn'),
    description: 'A co-handler tells the lead organ what it thinks (协办意见).',
    input: OpinionInput,
  },
  extend: {
    nameOn: named('extend'),
    description: 'The assigner grants more time before it is due (延期); six months in all are the most.',
    input: ExtensionInput,
  },
  proposeHandUp: {
    nameOn: named('proposeHandUpOf'),
    description:
      'The reviewer, or an organ that must answer, proposes that the level above takes it (提请上级办理); its clock waits.',
    input: HandUpInput,
  },
  draftReply: {
    nameOn: named('draftReplyTo'),
    description: 'An organ that must answer drafts its reply (答复拟稿).',
    input: ReplyDraftInput,
  },
  reply: {
    nameOn: named('replyTo'),
    description: "The organ's head signs its draft, which is then served on every signer (答复).",
    input: ReplyInput,
  },
  evaluate: {
    nameOn: named('evaluate'),
    description: 'A signer grades process and result in person (评价).',
    input: EvaluationInput,
  },
  recordSilence: {
    nameOn: named('recordSilenceOn'),
    description: 'The window for evaluation is over: who kept silent gave no answer (逾期未评价). An act of the clock.',
  },
  rehandle: {
    nameOn: named('rehandle'),
    description: 'It is handled once more, within a month (重新办理).',
    input: RehandlingInput,
  },
  track: { nameOn: named('track'), description: 'A promise (category B) is watched until its day (跟踪督办).' },
  close: {
    nameOn: named('close'),
    description: 'The work committee or presidium closes it (办结).',
    input: ClosingInput,
    isInputOptional: true,
  },
  publish: {
    nameOn: named('publish'),
    description: 'It is published with its answer, once secrecy and personal data were checked (公开).',
    input: PublicationInput,
  },
  withdraw: {
    nameOn: named('withdraw'),
    description: 'The lead deputy takes it back, in writing (撤回); the co-signers are told.',
    input: ReasonInput,
  },
  supervise: {
    nameOn: named('supervise'),
    description: 'A leader takes it under supervision (领衔督办).',
    input: SupervisionInput,
  },
  consult: {
    nameOn: named('consultOn'),
    description: 'A consultation of congress, government and deputies on it (三方磋商).',
    input: CaseMeetingInput,
  },
  inspect: {
    nameOn: named('inspect'),
    description: 'A special inspection of what became of it (专项视察).',
    input: CaseMeetingInput,
  },
  startThirdParty: {
    nameOn: named('startThirdPartyEvaluationOf'),
    description: 'An independent institution is asked to evaluate how it was handled (第三方评估).',
    input: ThirdPartyInput,
  },
  reportThirdParty: {
    nameOn: named('reportThirdPartyEvaluationOf'),
    description: 'The institution hands in its report.',
    input: ThirdPartyReportInput,
  },
  decideThirdParty: {
    nameOn: named('decideThirdPartyEvaluationOf'),
    description: 'The committee verifies the reply, or overturns it: then it is handled anew under a leader.',
    input: ThirdPartyDecisionInput,
  },
};
