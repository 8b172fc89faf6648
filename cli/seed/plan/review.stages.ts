import { refusalReasons } from '../../../shared/suggestion/suggestion-grade.ts';
import { notAcceptedReasons, withdrawnReasons } from '../text/replies.ts';
import { addStep, clerk, leadDeputy, organ, type Stage } from './course.ts';

export const submitStage: Stage = (course) => {
  addStep(course, { act: 'submit', actor: leadDeputy(course), after: [0, 0] });
};

export const reviewStage: Stage = (course) => {
  addStep(course, { act: 'review', actor: clerk(course, 'REVIEWER'), after: [1, 5] });
};

export const registerStage: Stage = (course) => {
  addStep(course, { act: 'register', actor: clerk(course, 'REVIEWER'), after: [1, 5] });
};

export const assignStage: Stage = (course, isLast) => {
  const { assignments, isComplex } = course.brief;
  const input = { organs: assignments, isComplex };
  addStep(course, { act: 'assign', actor: clerk(course, 'ASSIGNER'), after: [1, 9], input });
  // Of organs that share the case, one may have received it while another has not.
  const isPartlyReceived = isLast && assignments[0]?.role === 'SPLIT' && course.random.chance(0.7);
  if (isPartlyReceived) addStep(course, { act: 'receive', actor: organ(course, 0), after: [0, 2] });
};

export const refuseStage: Stage = (course) => {
  const reason = course.random.pick(refusalReasons);
  const note = course.random.pick(notAcceptedReasons[reason]);
  const input = { reason, note };
  addStep(course, { act: 'notAccept', actor: clerk(course, 'REVIEWER'), after: [1, 5], input });
};

export const withdrawStage: Stage = (course) => {
  const input = { reason: course.random.pick(withdrawnReasons) };
  addStep(course, { act: 'withdraw', actor: leadDeputy(course), after: [1, 6], input });
};
