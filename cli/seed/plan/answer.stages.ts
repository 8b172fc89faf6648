import { handlingPlans, opinions } from '../text/handling.ts';
import { inventDeputyName } from '../text/deputy-names.ts';
import { drawClosing, drawEvaluation, drawReply, type PlannedEvaluation, type PlannedReply } from './answer-input.ts';
import { addStep, clerk, organ, type Course, type Stage } from './course.ts';
import { clockActor, deputyActor } from './script-actor.ts';
import { dayAt } from './working-day.ts';

export const receiveStage: Stage = (course, isLast) => {
  course.brief.assignments.forEach(({ role }, index) => {
    const isOutstanding = isLast && role === 'CO' && course.random.chance(0.5);
    if (!isOutstanding) addStep(course, { act: 'receive', actor: organ(course, index), after: [0, 2] });
  });
};

export const handleStage: Stage = (course) => {
  const plan = course.random.pick(handlingPlans);
  addStep(course, {
    act: 'handle',
    actor: organ(course, 0),
    after: [1, 6],
    inputOn: (day) => ({ plan, contactedOn: dayAt(day) }),
  });
};

/** In days after handling began: most within the three or six months that the law gives, some late. */
export const draftReplyStage: Stage = (course, isLast) => {
  const isLate = course.random.chance(0.04);
  const span = course.brief.isComplex ? ([60, 160] as const) : isLate ? ([92, 115] as const) : ([18, 72] as const);
  course.brief.assignments.forEach(({ role }, index) => {
    if (role !== 'CO') return;
    const input = { text: course.random.pick(opinions) };
    addStep(course, { act: 'giveOpinion', actor: organ(course, index), after: [1, 8], input });
  });
  answering(course).forEach((index, turn) => {
    addDraft(course, index, drawReply(course.brief, index, course.random), turn === 0 ? span : [0, 3]);
  });
  const isPartlyReplied = isLast && answering(course).length > 1 && course.random.chance(0.4);
  if (isPartlyReplied) addSignature(course, 0);
};

export const replyStage: Stage = (course, isLast) => {
  for (const index of answering(course)) addSignature(course, index);
  // Of several signers, one may have graded while the others have not.
  const isPartlyEvaluated = isLast && course.brief.deputyIds.length > 1 && course.random.chance(0.5);
  if (isPartlyEvaluated) addEvaluation(course, course.brief.deputyIds[0]);
};

/** What has a case handled again. */
const notSatisfied: PlannedEvaluation = { process: 'BASICALLY_SATISFIED', result: 'UNSATISFIED', comment: null };

/** Where deputies keep silent until the window is over, the clock says so. */
export const evaluateStage: Stage = (course) => {
  const { brief, random } = course;
  for (const deputyId of random.shuffle(brief.deputyIds).slice(brief.isSilent ? 1 : 0)) {
    const isAgain = brief.status === 'REHANDLING' && deputyId === brief.deputyIds[0];
    addEvaluation(course, deputyId, isAgain ? notSatisfied : undefined);
  }
  if (!brief.isSilent) return;
  addStep(course, { act: 'recordSilence', actor: clockActor(brief.place.divisionCode), after: [45, 50] });
};

/** What was promised is tracked first, and answered and graded once more. */
export const closeStage: Stage = (course) => {
  const { brief, random } = course;
  if (brief.category === 'B') {
    addStep(course, { act: 'track', actor: clerk(course, 'CLOSER'), after: [1, 9] });
    const delivered = { ...brief, category: 'A' as const };
    for (const index of answering(course).filter((place) => promised(course, place))) {
      addDraft(course, index, drawReply(delivered, index, random), [30, 120]);
      addSignature(course, index);
    }
    course.evaluations.length = 0;
    for (const deputyId of random.shuffle(brief.deputyIds)) addEvaluation(course, deputyId);
  }
  const input = drawClosing(brief.category === 'B' ? 'A' : brief.category, course.evaluations, random);
  addStep(course, { act: 'close', actor: clerk(course, 'CLOSER'), after: [1, 9], input });
};

export const publishStage: Stage = (course) => {
  const input = { isSecrecyChecked: true, isPersonalDataChecked: true };
  addStep(course, { act: 'publish', actor: clerk(course, 'CLOSER'), after: [5, 40], input });
};

/** Places of the organs that must answer. */
function answering({ brief }: Course): number[] {
  return brief.assignments.flatMap(({ role }, index) => (role === 'CO' ? [] : [index]));
}

/** Whether the organ's newest reply was a promise. */
function promised({ steps }: Course, index: number): boolean {
  const drafts = steps.filter((step) => step.act === 'draftReply' && step.place === index);
  return drafts.at(-1)?.category === 'B';
}

export function addDraft(
  course: Course,
  index: number,
  { promisedInDays, ...reply }: PlannedReply,
  after: readonly [number, number],
): void {
  addStep(course, {
    act: 'draftReply',
    actor: organ(course, index),
    after,
    place: index,
    category: reply.category,
    inputOn: (day) => ({ ...reply, ...(promisedInDays !== undefined && { promisedOn: dayAt(day + promisedInDays) }) }),
  });
}

function addSignature(course: Course, index: number): void {
  const input = { signedBy: inventDeputyName(course.random) };
  addStep(course, { act: 'reply', actor: organ(course, index), after: [0, 2], input });
}

export function addEvaluation(course: Course, deputyId: string, grades?: PlannedEvaluation): void {
  const evaluation = grades ?? drawEvaluation(course.brief.category, course.random);
  course.evaluations.push(evaluation);
  const actor = deputyActor(deputyId, course.brief.place.divisionCode);
  addStep(course, { act: 'evaluate', actor, after: [0, 6], input: evaluation });
}
