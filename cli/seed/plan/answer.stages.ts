import { drawClosing, drawEvaluation, drawReply } from './answer-input.ts';
import { addStep, clerk, organ, type Course, type Stage } from './course.ts';
import { deputyActor } from './script-actor.ts';
import { dayAt } from './working-day.ts';

export const receiveStage: Stage = (course, isLast) => {
  course.brief.assignments.forEach(({ role }, index) => {
    const isOutstanding = isLast && role === 'CO' && course.random.chance(0.5);
    if (!isOutstanding) addStep(course, { act: 'receive', actor: organ(course, index), after: [0, 2] });
  });
};

export const handleStage: Stage = (course, isLast) => {
  addStep(course, { act: 'handle', actor: organ(course, 0), after: [1, 6] });
  const isPartlyReplied = isLast && course.brief.assignments[0]?.role === 'SPLIT' && course.random.chance(0.4);
  if (isPartlyReplied) addReply(course, 0, [0, 1]);
};

/** In days after handling began: most within the three or six months that the law gives, some late. */
export const replyStage: Stage = (course, isLast) => {
  const isLate = course.random.chance(0.04);
  const span = course.brief.isComplex ? ([60, 160] as const) : isLate ? ([92, 115] as const) : ([18, 72] as const);
  course.brief.assignments.forEach(({ role }, index) => {
    if (role !== 'CO') addReply(course, index, index === 0 ? span : [0, 4]);
  });
  // Of several signers, one may have graded while the others have not.
  const isPartlyEvaluated = isLast && course.brief.deputyIds.length > 1 && course.random.chance(0.5);
  if (isPartlyEvaluated) addEvaluation(course, course.brief.deputyIds[0]);
};

export const evaluateStage: Stage = (course) => {
  for (const deputyId of course.random.shuffle(course.brief.deputyIds)) addEvaluation(course, deputyId);
};

export const closeStage: Stage = (course) => {
  const input = drawClosing(course.brief.category, course.evaluations, course.random);
  addStep(course, { act: 'close', actor: clerk(course, 'CLOSER'), after: [1, 9], input });
};

function addReply(course: Course, index: number, after: readonly [number, number]): void {
  const { promisedInDays, ...reply } = drawReply(course.brief, index, course.random);
  addStep(course, {
    act: 'reply',
    actor: organ(course, index),
    after,
    inputOn: (day) => ({ ...reply, ...(promisedInDays !== undefined && { promisedOn: dayAt(day + promisedInDays) }) }),
  });
}

function addEvaluation(course: Course, deputyId: string): void {
  const evaluation = drawEvaluation(course.brief.category, course.random);
  course.evaluations.push(evaluation);
  const actor = deputyActor(deputyId, course.brief.place.divisionCode);
  addStep(course, { act: 'evaluate', actor, after: [0, 6], input: evaluation });
}
