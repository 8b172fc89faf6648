import type { Act, beginnings, consequences } from '../../lifecycle/transition.ts';
import type { ActDefinition } from './act-definition.ts';
import { assignAct, decideReturnAct, receiveAct, requestReturnAct, subAssignAct } from './assign.acts.ts';
import { confirmAct, declineAct, dismissAct, inviteAct, reviseAct } from './co-sign.acts.ts';
import { closeAct, evaluateAct, publishAct, recordSilenceAct, rehandleAct, trackAct } from './conclude.acts.ts';
import { draftReplyAct, extendAct, giveOpinionAct, handleAct, replyAct } from './handle.acts.ts';
import { proposeHandUpAct } from './hand-up.acts.ts';
import { mergeAct, unmergeAct } from './merge.acts.ts';
import {
  classifyAct,
  notAcceptAct,
  registerAct,
  returnToDeputyAct,
  reviewAct,
  submitAct,
  withdrawAct,
} from './review.acts.ts';
import { consultAct, inspectAct, superviseAct } from './supervise.acts.ts';
import { decideThirdPartyAct, reportThirdPartyAct, startThirdPartyAct } from './third-party.acts.ts';

/** Acts that somebody does to a case that is there. */
export type ActOnCase = Exclude<Act, (typeof beginnings)[number] | (typeof consequences)[number]>;

export const actDefinitions: Readonly<Record<ActOnCase, ActDefinition<unknown>>> = {
  revise: reviseAct,
  invite: inviteAct,
  confirm: confirmAct,
  decline: declineAct,
  dismiss: dismissAct,
  submit: submitAct,
  review: reviewAct,
  returnToDeputy: returnToDeputyAct,
  notAccept: notAcceptAct,
  merge: mergeAct,
  unmerge: unmergeAct,
  classify: classifyAct,
  register: registerAct,
  assign: assignAct,
  subAssign: subAssignAct,
  receive: receiveAct,
  requestReturn: requestReturnAct,
  decideReturn: decideReturnAct,
  handle: handleAct,
  giveOpinion: giveOpinionAct,
  extend: extendAct,
  proposeHandUp: proposeHandUpAct,
  draftReply: draftReplyAct,
  reply: replyAct,
  evaluate: evaluateAct,
  recordSilence: recordSilenceAct,
  rehandle: rehandleAct,
  track: trackAct,
  close: closeAct,
  publish: publishAct,
  withdraw: withdrawAct,
  supervise: superviseAct,
  consult: consultAct,
  inspect: inspectAct,
  startThirdParty: startThirdPartyAct,
  reportThirdParty: reportThirdPartyAct,
  decideThirdParty: decideThirdPartyAct,
};
