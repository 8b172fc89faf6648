import type { ActDefinition } from '../../../shared/suggestion/act/act-definition.ts';
import { assignAct } from '../../../shared/suggestion/act/assign.act.ts';
import { closeAct, evaluateAct } from '../../../shared/suggestion/act/conclude.acts.ts';
import { handleAct, receiveAct, replyAct } from '../../../shared/suggestion/act/handle.acts.ts';
import {
  notAcceptAct,
  registerAct,
  reviewAct,
  submitAct,
  withdrawAct,
} from '../../../shared/suggestion/act/review.acts.ts';
import type { ActAfterDraft } from '../plan/case-script.ts';

/** The product's own acts: what they refuse, a seed cannot contain. */
export const actDefinitions: Readonly<Record<ActAfterDraft, ActDefinition<unknown>>> = {
  submit: submitAct,
  review: reviewAct,
  notAccept: notAcceptAct,
  register: registerAct,
  assign: assignAct,
  receive: receiveAct,
  handle: handleAct,
  reply: replyAct,
  evaluate: evaluateAct,
  close: closeAct,
  withdraw: withdrawAct,
};
