import type { OverturningVerdict } from '../suggestion-grade.ts';
import { deputyIdsOf } from '../suggestion-case.ts';
import type { ActDefinition } from './act-definition.ts';

export interface OverturnedAbove {
  /** What the third party found above. */
  readonly verdict: OverturningVerdict;
  /** Not where a case between this one and the one that is handled anew was published: its answers go no further. */
  readonly isAnswerToCome: boolean;
}

/**
 * A third party overturned the answer above (上级答复被推翻): here too it stays as history with its grades, and leaves the
 * rates. The month for the new answer runs above, and so does the supervision.
 */
export const overturnFromAboveAct: ActDefinition<OverturnedAbove> = {
  act: 'overturnFromAbove',
  eventType: 'suggestion.overturned-from-above',
  reads: ['handUps'],
  parse: () => {
    throw new Error('This act follows from news of another level.');
  },
  apply(item, { verdict, isAnswerToCome }) {
    const { suggestion } = item;
    const { answerFrom, round, handUpId, escalatedToId } = suggestion;
    const overturnedRounds = Array.from({ length: round - answerFrom + 1 }, (_, index) => answerFrom + index);
    suggestion.overturned += 1;
    suggestion.round += 1;
    suggestion.answerFrom = suggestion.round;
    const toldDeputyIds = deputyIdsOf(item);
    return { handUpId, escalatedToId, verdict, overturnedRounds, isAnswerToCome, toldDeputyIds };
  },
};
