import { refusalReasons } from '../../../shared/suggestion/suggestion-grade.ts';
import { notAcceptedReasons, withdrawnReasons } from '../text/replies.ts';
import { addStep, clerk, leadDeputy, organ, type Stage } from './course.ts';
import { organActor } from './script-actor.ts';

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
  const { assignments, isComplex, office } = course.brief;
  const organs = assignments.map((assignment, index) =>
    office && index === 0 ? { organ: office, role: assignment.role } : assignment,
  );
  const input = { organs, isComplex };
  addStep(course, { act: 'assign', actor: clerk(course, 'ASSIGNER'), after: [1, 9], input });
  // Of organs that share the case, one may have received it while another has not.
  const isPartlyReceived = isLast && assignments[0]?.role === 'SPLIT' && !office && course.random.chance(0.7);
  if (isPartlyReceived) addStep(course, { act: 'receive', actor: organ(course, 0), after: [0, 2] });
};

/** The government's office passes it on to the bureau that will handle it. */
export const subAssignStage: Stage = (course) => {
  const { office, assignments, place } = course.brief;
  const bureau = assignments[0]?.organ;
  if (!office) return;
  const actor = organActor(office, place.divisionCode);
  addStep(course, { act: 'subAssign', actor, after: [1, 5], input: { organ: bureau } });
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
