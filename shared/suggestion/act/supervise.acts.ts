import { z } from 'zod';
import type { Act } from '../../lifecycle/transition.ts';
import type { MeetingKind } from '../suggestion-grade.ts';
import { guard, todayOf, type ActDefinition } from './act-definition.ts';
import { calendarDay, parseInput, text } from './act-input.ts';

const supervision = z.object({ leader: text(50), reason: text(2_000).nullish() });

/** A leader takes the case under supervision (领衔督办). */
export const superviseAct: ActDefinition<z.output<typeof supervision>> = {
  act: 'supervise',
  eventType: 'suggestion.key-supervision-started',
  parse: (input) => parseInput(supervision, input),
  apply({ suggestion }, { leader }) {
    guard(suggestion.keyLeader !== leader, `${leader} supervises this case already.`);
    suggestion.keySupervision = true;
    suggestion.keyLeader = leader;
    return { leader };
  },
};

const meeting = z.object({
  heldOn: calendarDay,
  topic: text(200).nullish(),
  participants: z.array(text(100)).min(1, 'names nobody').max(100, 'names more than 100'),
  outcome: text(20_000),
  raisedTo: text(50).nullish(),
});

function meetingAct(act: Act, kind: MeetingKind, eventType: string): ActDefinition<z.output<typeof meeting>> {
  return {
    act,
    eventType,
    reads: ['meetings'],
    parse: (input) => parseInput(meeting, input),
    apply(item, { heldOn, topic, participants, outcome, raisedTo }, context) {
      const today = todayOf(context);
      guard(heldOn <= today, `The day ${heldOn} lies after today, ${today}.`);
      item.meetings.push({
        suggestionId: item.suggestion.id,
        position: item.meetings.length + 1,
        kind,
        heldOn,
        topic: topic ?? null,
        participants: JSON.stringify(participants),
        outcome,
        raisedTo: raisedTo ?? null,
        recordedAt: context.now.toISOString(),
      });
      return { heldOn, ...(raisedTo && { raisedTo }) };
    },
  };
}

/** Leaders of congress and government consult with the deputies (三方磋商), which may raise the handler's rank. */
export const consultAct = meetingAct('consult', 'CONSULTATION', 'suggestion.consulted');

/** Deputies inspect on the spot what became of a matter (专项视察). */
export const inspectAct = meetingAct('inspect', 'INSPECTION', 'suggestion.inspected');
