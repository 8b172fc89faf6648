import { isOneOf, privateStatuses, type SuggestionStatus } from '../../../shared/lifecycle/suggestion-status.ts';
import type { Random } from '../text/seeded-random.ts';
import {
  closeStage,
  draftReplyStage,
  evaluateStage,
  handleStage,
  publishStage,
  receiveStage,
  replyStage,
} from './answer.stages.ts';
import {
  evaluateByThirdPartyStage,
  mergeStage,
  reassignStage,
  rehandleStage,
  requestReturnStage,
  returnToDeputyStage,
  trackStage,
} from './branch.stages.ts';
import type { CaseBrief } from './case-brief.ts';
import type { Course, CourseStep, Stage } from './course.ts';
import {
  assignStage,
  refuseStage,
  registerStage,
  reviewStage,
  subAssignStage,
  submitStage,
  withdrawStage,
} from './review.stages.ts';

/** The main path, stage by stage; each ends in its state. */
const stages: readonly (readonly [SuggestionStatus, Stage])[] = [
  ['SUBMITTED', submitStage],
  ['REVIEWING', reviewStage],
  ['REGISTERED', registerStage],
  ['ASSIGNED', assignStage],
  ['SUB_ASSIGNED', subAssignStage],
  ['RECEIVED', receiveStage],
  ['HANDLING', handleStage],
  ['REPLY_DRAFTED', draftReplyStage],
  ['REPLIED', replyStage],
  ['EVALUATED', evaluateStage],
  ['CLOSED', closeStage],
  ['PUBLISHED', publishStage],
];
const withdrawable = ['SUBMITTED', 'REVIEWING', 'REGISTERED', 'ASSIGNED', 'RECEIVED', 'HANDLING'] as const;

/** States off the main path: where each leaves it, and how. */
const branches: Partial<Record<SuggestionStatus, { from: SuggestionStatus; stage: Stage }>> = {
  NOT_ACCEPTED: { from: 'REVIEWING', stage: refuseStage },
  RETURNED_TO_DEPUTY: { from: 'REVIEWING', stage: returnToDeputyStage },
  MERGED: { from: 'REVIEWING', stage: mergeStage },
  RETURN_REQUESTED: { from: 'RECEIVED', stage: requestReturnStage },
  REASSIGNED: { from: 'RECEIVED', stage: reassignStage },
  REHANDLING: { from: 'EVALUATED', stage: rehandleStage },
  TRACKING: { from: 'EVALUATED', stage: trackStage },
  UNDER_EVALUATION: { from: 'CLOSED', stage: evaluateByThirdPartyStage },
};

/** All acts after the draft and its signatures, up to the state in which the brief wants the suggestion. */
export function planCourse(brief: CaseBrief, random: Random): readonly CourseStep[] {
  const { status } = brief;
  if (isOneOf(privateStatuses, status)) return [];
  const course: Course = { brief, random, steps: [], evaluations: [], day: 0 };
  const turn = turnOf(status, random);
  for (const [reached, stage] of stages) {
    stage(course, reached === status);
    if (reached === turn.from) break;
  }
  turn.stage?.(course, true);
  return course.steps;
}

/** Where a suggestion leaves the main path, or ends on it. */
function turnOf(status: SuggestionStatus, random: Random): { from: SuggestionStatus; stage?: Stage } {
  if (status === 'WITHDRAWN') return { from: random.pick(withdrawable), stage: withdrawStage };
  return branches[status] ?? { from: status };
}
