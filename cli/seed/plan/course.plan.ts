import type { SuggestionStatus } from '../../../shared/lifecycle/suggestion-status.ts';
import type { Random } from '../text/seeded-random.ts';
import { closeStage, evaluateStage, handleStage, receiveStage, replyStage } from './answer.stages.ts';
import type { CaseBrief } from './case-brief.ts';
import type { Course, CourseStep, Stage } from './course.ts';
import { assignStage, refuseStage, registerStage, reviewStage, submitStage, withdrawStage } from './review.stages.ts';

/** The main path, stage by stage; each ends in its state. */
const stages: readonly (readonly [SuggestionStatus, Stage])[] = [
  ['SUBMITTED', submitStage],
  ['REVIEWING', reviewStage],
  ['REGISTERED', registerStage],
  ['ASSIGNED', assignStage],
  ['RECEIVED', receiveStage],
  ['HANDLING', handleStage],
  ['REPLIED', replyStage],
  ['EVALUATED', evaluateStage],
  ['CLOSED', closeStage],
];
const withdrawable = ['SUBMITTED', 'REVIEWING', 'REGISTERED', 'ASSIGNED', 'RECEIVED', 'HANDLING'] as const;

/** All acts after the draft, up to the state in which the brief wants the suggestion. */
export function planCourse(brief: CaseBrief, random: Random): readonly CourseStep[] {
  const { status } = brief;
  if (status === 'DRAFT') return [];
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
  if (status === 'NOT_ACCEPTED') return { from: 'REVIEWING', stage: refuseStage };
  if (status === 'WITHDRAWN') return { from: random.pick(withdrawable), stage: withdrawStage };
  return { from: status };
}
