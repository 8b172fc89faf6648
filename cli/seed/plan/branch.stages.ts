import { returnReasons, thirdPartyCriteria } from '../../../shared/suggestion/suggestion-grade.ts';
import {
  evaluators,
  mergerNotes,
  rehandlingReasons,
  returnDecisionNotes,
  returnNotes,
  returnRequestReasons,
} from '../text/handling.ts';
import { organsForTopic } from '../text/organs.ts';
import { topics } from '../text/topics.ts';
import { addStep, clerk, organ, type Course, type Stage } from './course.ts';

export const returnToDeputyStage: Stage = (course) => {
  const input = { reason: course.random.pick(returnReasons), note: course.random.pick(returnNotes) };
  addStep(course, { act: 'returnToDeputy', actor: clerk(course, 'REVIEWER'), after: [1, 4], input });
};

/** Which case it goes into is said when the scripts of the place are known. */
export const mergeStage: Stage = (course) => {
  const input = { note: course.random.pick(mergerNotes) };
  addStep(course, { act: 'merge', actor: clerk(course, 'REVIEWER'), after: [1, 4], input });
};

export const requestReturnStage: Stage = (course) => {
  const input = { reason: course.random.pick(returnRequestReasons), proposedOrgan: otherOrgan(course) };
  addStep(course, { act: 'requestReturn', actor: organ(course, 0), after: [0, 3], input });
};

export const reassignStage: Stage = (course, isLast) => {
  requestReturnStage(course, isLast);
  const input = { isAccepted: true, note: course.random.pick(returnDecisionNotes) };
  addStep(course, { act: 'decideReturn', actor: clerk(course, 'ASSIGNER'), after: [1, 3], input });
};

export const rehandleStage: Stage = (course) => {
  const input = { reason: course.random.pick(rehandlingReasons) };
  addStep(course, { act: 'rehandle', actor: clerk(course, 'CLOSER'), after: [1, 6], input });
};

export const trackStage: Stage = (course) => {
  addStep(course, { act: 'track', actor: clerk(course, 'CLOSER'), after: [1, 6] });
};

export const evaluateByThirdPartyStage: Stage = (course) => {
  const [, ...criteria] = thirdPartyCriteria;
  const input = { criterion: course.random.pick(criteria), evaluator: course.random.pick(evaluators) };
  addStep(course, { act: 'startThirdParty', actor: clerk(course, 'CLOSER'), after: [5, 30], input });
};

/** An organ of the same congress that has nothing to do with the case yet. */
function otherOrgan({ brief, random }: Course): string {
  const own = new Set([brief.office, ...brief.assignments.map((assignment) => assignment.organ)]);
  const names = topics.flatMap((topic) =>
    organsForTopic(topic.organs, brief.level, brief.place.organPrefix).map(({ name }) => name),
  );
  return random.pick([...new Set(names)].filter((name) => !own.has(name)));
}
